"""Questions as readers would mail them, each with the slugs of the articles that are right for it.

Written before any ranking was looked at, and held to: a question that fails stays as it is.
TWENTY and FRESH are what the ranking is tuned on; `held_out()` is what it is judged by.
"""

import tomllib
from pathlib import Path

TWENTY = {
    "Two weeks ago I had what felt like a great second interview. The HR lady said I would know "
    "within days. Nothing since then. Would an email from me look needy?": (
        "silence-after-an-interview ghosted-after-several-rounds"
    ),
    "My old company let me go after an argument with my supervisor. On application forms they ask "
    "for the reason for leaving. What on earth do I put there?": "say-that-you-were-fired",
    "They made me an offer yesterday by phone but it is eight thousand under what I make today. I "
    "don't want to scare them off. Is it ok to come back with a number?": (
        "ask-for-more-without-losing-the-offer answer-the-salary-question"
    ),
    "I cared for my father for almost three years until he died. Now I want to go back and there is "
    "this big empty space between 2022 and 2025. How should it look on paper?": (
        "explain-a-gap-in-your-resume"
    ),
    "Someone texted me on WhatsApp that I am hired as a data entry clerk, $35 an hour, no interview. "
    "They want my bank details and a photo of my passport first. Can this be true?": (
        "spot-a-job-scam-before-it-costs-you find-remote-work-that-is-real"
    ),
    "I gave my notice on Monday. This morning the director took me aside and said they would match "
    "the other salary and add a bonus. I am confused, I was so sure.": (
        "when-your-employer-makes-a-counter-offer"
    ),
    "Whenever someone asks me to say something about myself I talk for five minutes about my whole "
    "life and see their eyes glaze over. How long should it be and what goes in?": (
        "answer-tell-me-about-yourself"
    ),
    "I am starting at a new firm in ten days. I have no idea what to prepare and I lie awake. Should "
    "I read up on things, or rest?": "the-two-weeks-before-you-start your-first-week-day-by-day",
    "My daughter has just finished school and every advert, even for shop work, says one or two "
    "years of experience wanted. She has only babysat. What can she do?": (
        "get-a-first-job-without-experience"
    ),
    "Next Thursday I must sit in front of six people from different departments, all asking in turn. "
    "Who do I look at? What if two of them talk at once?": "face-a-panel",
    "My former team leader will certainly say bad things about me if they ring her. Do I have to "
    "name her, or may I give somebody else from the same place?": (
        "choose-and-prepare-your-references get-through-a-background-check"
    ),
    "I use a wheelchair and the building where they want to see me has stairs at the entrance, I "
    "checked the map. I'm afraid that if I tell them they'll find an excuse.": "ask-for-adjustments",
    "I really can't stand those evenings where everyone has a name tag and a glass in the hand. I "
    "end up beside the coats. Is there another way of getting to know people in my trade?": (
        "meet-people-when-you-are-quiet ask-for-a-conversation-not-a-job"
    ),
    "A firm wants me to build a small working app for them before they talk to me again, about "
    "twenty hours unpaid. It smells like free labour. Would you do it?": "take-home-work",
    "The letter with the contract came and there is a clause that I may not work for any competitor "
    "for a year, and a trial period. What should I look at before I put my name under it?": (
        "read-an-offer-letter-before-you-sign"
    ),
    "It's my fourth week and yesterday I sent a price list with wrong figures to a customer. My boss "
    "doesn't know yet. I feel sick. Do I own up?": "when-you-make-a-mistake-early",
    "Since spring I sent out around a hundred and forty applications. I just stare at the screen "
    "now, I have no energy left for the next one. How do other people carry on?": (
        "keep-going-in-month-six its-hard-but-its-good when-it-is-more-than-a-bad-week keep-the-faith"
    ),
    "I have been a nurse for sixteen years, my back is ruined and I'd like to do something with "
    "computers. Do I need a degree first? I can't afford to earn like a trainee.": (
        "change-fields-without-starting-over test-a-field-before-you-jump"
    ),
    "Company A pays more but is an hour away, company B is around the corner and lets me stay at "
    "home two days. I go round in circles. How can I weigh one against the other?": (
        "compare-two-offers-on-one-page"
    ),
    "Last month they turned me down, and now the very same ad is on their website again! Does it "
    "make sense to write to them or would I make a fool of myself?": (
        "when-the-job-is-posted-again no-may-not-be-final"
    ),
}
"""Looked at while the ranking was made."""

FRESH = {
    "I got a no this morning by email and I can't concentrate on anything. What should I do today?": (
        "the-first-day-after-a-no taking-a-job-search-personally"
    ),
    "A friend works at the company. Can I ask her to put in a word for me, and how do I word it?": (
        "ask-for-a-referral"
    ),
    "My CV lists what I was responsible for and nobody calls. How do I show what I achieved?": (
        "turn-duties-into-results rejected-before-anyone-spoke-to-you"
    ),
    "They gave me a laptop and left me alone, I don't want to ask stupid questions every hour.": (
        "ask-for-help-without-looking-lost your-first-week-day-by-day"
    ),
    "At the end they always ask if I have questions and I say no. What could I ask them?": (
        "what-to-ask-when-they-ask-any-questions"
    ),
    "I have savings for three months. How do I plan my money so that it lasts while I look?": (
        "make-your-money-last"
    ),
    "They want me to start right away but I need to give notice, how do I quit without bad blood?": (
        "resign-well"
    ),
    "Is a contract for a year a step back when I had a permanent job before?": (
        "choose-between-permanent-contract-and-part-time"
    ),
    "My interview is on Zoom and my flat is noisy and dark. Any tips for camera and light?": (
        "do-well-in-a-video-interview"
    ),
    "How do I write a cover letter that is not just my resume again?": (
        "write-a-cover-letter-in-four-paragraphs"
    ),
    "My husband asks every evening how it went and I snap at him.": "tell-your-family-how-it-is-going",
    "I want to move from Poland to Norway for work. Will they even answer someone from abroad?": (
        "apply-for-a-job-in-another-country"
    ),
    "They say I have too much experience for this post and would be bored.": (
        "when-they-say-you-are-overqualified"
    ),
    "The same questions about teamwork and conflict come every time and I can't think of examples.": (
        "tell-a-story-that-answers-the-question"
    ),
    "I need two more days to think about the offer but they want an answer tomorrow.": (
        "ask-for-time-to-decide"
    ),
    "How do I find out if a company is a decent place to work before I go there?": (
        "research-an-employer-in-an-hour"
    ),
    "My younger colleague got the promotion that I was promised.": "passed-over-for-a-promotion",
    "I spend the whole day on job boards and get nowhere. How much time is enough?": (
        "search-the-boards-in-half-an-hour plan-a-week-you-can-keep"
    ),
    "They told me I was the runner-up. Should I stay in touch with them?": (
        "you-came-second no-may-not-be-final keep-a-contact-warm"
    ),
    "What will they look at when they check my background? I have an old conviction.": (
        "get-through-a-background-check"
    ),
}
"""Written after the twenty had been looked at and words been added to `alike`; looked at since."""


def held_out() -> dict[str, str]:
    """Return the questions that nothing was tuned on, each with the slugs that are right for it."""
    text = Path(__file__).with_name("held_out.toml").read_text(encoding="utf-8")
    return {row["text"].strip(): row["right"] for row in tomllib.loads(text)["question"]}
