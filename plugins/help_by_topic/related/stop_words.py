"""Words that say nothing about a subject, for the languages where we know them.

Short on purpose: a word in a quarter of all articles is set aside whatever the language. What is
here are the words that are common in speech but not in each article.
"""

from __future__ import annotations

STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": """
            a about above across after again against ago all almost along already also although
            always am among an and another any anyone anything are aren around as ask asked at
            available away back be became because become been before began behind being below best
            better between both bring but by call called came can cannot cant case come comes
            coming could couldn day days did didn different do does doesn doing don done dont down
            during each easily easy either else end enough especially etc even ever every everyone
            everything example few find first following for found from full fully further gave get
            gets getting give given gives giving go goes going gone good got great had hadn has
            hasn have haven having he help helped helpful helping helps her here hers herself hi
            him himself his how however if important in include included includes including
            instead into is isn it its itself just keep kept kind know known knows large last
            later least less let lets like likely little ll long look looking lot lots made main
            make makes making man many may maybe me mean means meant might mine more most much
            must my myself need needed needs never new next no none nor not nothing now number of
            off often oh ok old on once one ones only onto or other others our ours ourselves out
            over own part particular people per perhaps place please point possible provide
            provided provides put quite rather re read ready real really recent recently right
            said same saw say saying says second see seem seemed seems seen set several shall she
            should shouldn simple simply since small so some someone something sometimes soon
            start started still stop such sure take taken takes taking tell than thank thanks that
            the their theirs them themselves then there these they thing things think this those
            though thought three through throughout time times to today together told too took
            toward towards tried try trying turn two type under understand unless until up upon us
            use used useful uses using usually various ve very via want wanted wants was wasn way
            ways we well went were weren what whatever when where whether which while who whole
            whom whose why will with within without won work worked working works would wouldn
            year years yes yet you your yours yourself
        """,
        "fr": """
            afin ai ainsi alors après as assez au aucun aucune aujourd aura aussi autre autres aux
            avait avant avec avez avoir avons beaucoup bien bon car ce ceci cela celle celles
            celui ces cet cette ceux chaque chez comme comment contre dans de depuis des deux doit
            donc dont du elle elles en encore entre es est et étaient était étant été être eu eux
            faire fait faut fois font grâce hui ici il ils jamais je jusqu la là le les lequel
            leur leurs lors lorsque lui ma mais me même mêmes mes moi moins mon ne ni non nos
            notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs plutôt
            pour pourquoi pouvez près puis qu quand que quel quelle quelles quelque quelques quels
            qui quoi sa sans se selon sera ses seulement si soi soit son sont sous souvent sur ta
            te tel telle tels tes toi ton toujours tous tout toute toutes très trop tu un une va
            vers voici voilà vos votre vous vont
        """,
        "pt": """
            ainda além algo algum alguma algumas alguns ali antes ao aos após aquela aquelas
            aquele aqueles aqui aquilo as assim até bem cada com como contra da das de dela delas
            dele deles depois desde dessa desse desta deste deve devem disso disto do dois dos
            duas durante ela elas ele eles em enquanto entre era eram essa essas esse esses esta
            está estão estar estas estava este estes estou eu faz fazer foi fora foram for forma
            há isso isto já lá lhe lhes mais mas me mesma mesmo meu meus minha minhas muita muitas
            muito muitos na não nas nem nenhum nessa nesse nesta neste no nos nós nossa nossas
            nosso nossos num numa nunca onde os ou outra outras outro outros para pela pelas pelo
            pelos pode podem pois por porque pouco qual quais qualquer quando quanto que quem são
            se seja sem sempre sendo ser será seu seus si sido só sob sobre sua suas também tanto
            tão te tem têm tenha ter teve todo toda todas todos tu tudo um uma umas uns vai vez
            você vocês
        """,
        "es": """
            además ahora al algo algún alguna algunas alguno algunos allí ante antes aquel aquella
            aquí así aún aunque bajo bien cada casi como cómo con contra cual cuál cuales
            cualquier cuando cuándo cuanto da de debe deben del desde después donde dónde dos
            durante el él ella ellas ellos en entonces entre era eran eres es esa esas ese eso
            esos esta está están estar estas este esto estos estoy fue fueron ha había hace hacer
            hacia han has hasta hay he hemos incluso la las le les lo los luego más me mi mí
            mientras mis misma mismo mucha muchas mucho muchos muy nada ni no nos nosotros nuestra
            nuestras nuestro nuestros nunca otra otras otro otros para pero poco por porque pues
            puede pueden que qué quien quién quienes se sea según ser será si sí sido siempre sin
            sino sobre solo sólo son soy su sus también tan tanto te tiene tienen toda todas
            todavía todo todos tras tu tus un una unas uno unos usted ustedes vez ya yo
        """,
        "de": """
            ab aber alle allem allen aller alles als also am an andere anderen anderer anderes
            auch auf aus bei beim bereits bin bis bist da dabei dafür damit dann das dass dazu
            dein dem den denen denn der deren des dessen deshalb dich die dies diese diesem diesen
            dieser dieses dir doch dort du durch ein eine einem einen einer eines einfach einige
            einmal er es etwa etwas euch euer für ganz gegen gibt habe haben hat hatte hatten hier
            hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja
            jede jedem jeden jeder jedes jedoch jetzt kann kannst kein keine keinen können könnte
            machen mal man manche mehr mein meine mich mir mit muss müssen nach nicht nichts noch
            nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so sogar
            solche soll sollen sollte sondern sonst sowie über um und uns unser unsere unter viel
            viele vom von vor während war waren warum was weil welche welcher wenn wer werden wie
            wieder will wir wird wo wurde wurden zu zum zur zwar zwei zwischen
        """,
        "it": """
            ad agli ai al alla alle allo allora altra altre altri altro anche ancora anzi bene c
            che chi ci ciò cioè coi col come con contro così cui da dagli dai dal dalla dalle
            dallo deve degli dei del della delle dello dentro di dopo dove due e è ecco ed era
            erano essa esse essere essi fa fare fino forse fra già gli ha hai hanno ho il in
            infatti invece io l la le lei li lo loro lui ma mai me meno mentre mi mia mie miei mio
            molta molte molti molto ne negli nei nel nella nelle nello nessuno noi non nostra
            nostre nostri nostro o ogni oltre oppure per perché però più poi poco possono può
            prima proprio qual quale quali quando quanto quella quelle quelli quello questa queste
            questi questo qui quindi sarà se sei sempre senza si sia siamo sì solo sono sopra
            sotto sta stata stati stato stesso su sua sue sugli sui sul sulla sulle suo suoi tale
            tanto te ti tra tua tuo tutta tutte tutti tutto un una uno vi voi vostra vostro
        """,
        "vi": """
            ai anh bạn bao bằng bên bị bởi các cả cái cần càng chỉ cho chính chúng chưa có còn con
            cũng của cùng đã đang đây để đến đều đi điều do đó đôi được em gì hay hãy hết họ hoặc
            hơn khác khi không là lại làm lên lúc mà mình một mỗi mọi muốn nào này nên nếu nhau
            nhất như nhưng những nhiều nơi nữa ở ông phải qua ra rằng rất rồi sao sau sẽ số sự ta
            tại tất thành thật thế theo thêm thì thể thôi tôi tới trên trong trước từ từng và vẫn
            vào về vì việc với vừa xong xuống
        """,
        "nl": """
            aan af al alle alleen alles als altijd andere ben bij binnen daar daarom dan dat de
            deze die dit doen door dus een eens en enkele er ging geen goed haar had hadden hebben
            hebt heeft heel hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw
            jullie kan kunnen maar maken meer men met mij mijn moet moeten na naar niet niets nog
            nu of om omdat ons onze ook op over te tegen toch toen tot tussen u uit uw van veel
            voor waar waarom wanneer want waren was wat we wel werd werden wie wij wil worden
            wordt zal ze zeer zelf zich zij zijn zo zonder zou zouden
        """,
    }.items()
}
