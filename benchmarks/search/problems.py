"""Problems as readers put them, each with the slugs of the articles that are right for it."""

TEN = {
    "they never called back": "silence-after-an-interview ghosted-after-several-rounds",
    "I got fired how do I say it": "say-that-you-were-fired",
    "how much money should I ask for": (
        "answer-the-salary-question ask-for-more-without-losing-the-offer work-out-the-pay-you-need"
    ),
    "they want an answer tonight": "ask-for-time-to-decide",
    "I have no experience": "get-a-first-job-without-experience",
    "nobody replies to my applications": "rejected-before-anyone-spoke-to-you",
    "I am too old": "keep-your-age-from-deciding laid-off-at-fifty",
    "my mind goes blank": "calm-your-nerves-before-an-interview",
    "fake job check": "spot-a-job-scam-before-it-costs-you",
    "should I take the counter offer": "when-your-employer-makes-a-counter-offer",
}
"""What the search is held to: nine of them in the first three."""

TUNED = {
    "salary": (
        "answer-the-salary-question ask-for-more-without-losing-the-offer work-out-the-pay-you-need"
    ),
    "what do I wear on a video call": "do-well-in-a-video-interview",
    "how long after the interview should I write": "silence-after-an-interview",
    "I hate networking I'm shy": "meet-people-when-you-are-quiet",
    "three years at home with the kids": "explain-a-gap-in-your-resume",
    "burnt out from searching": (
        "keep-going-in-month-six its-hard-but-its-good when-it-is-more-than-a-bad-week "
        "keep-the-faith"
    ),
    "my boss made me redundant": "laid-off-the-first-two-weeks laid-off-at-fifty",
    "two offers which one": "compare-two-offers-on-one-page",
    "sample cover letter": "write-a-cover-letter-in-four-paragraphs",
    "what are your weaknesses": (
        "tell-a-story-that-answers-the-question answer-tell-me-about-yourself"
    ),
    "they gave the promotion to somebody else": "passed-over-for-a-promotion",
    "headhunter rang me": "should-you-use-a-recruiter",
    "criminal record": "get-through-a-background-check",
    "who can I give as a reference": "choose-and-prepare-your-references",
    "unpaid test assignment takes a whole weekend": "take-home-work",
    "how do I quit my job": "resign-well",
    "I hate my new job": "if-you-took-the-wrong-job",
    "runing out of money": "make-your-money-last",
    "my wife keeps asking how it goes": "tell-your-family-how-it-is-going",
    "move to Germany for work": "apply-for-a-job-in-another-country",
    "work from home jobs": "find-remote-work-that-is-real",
    "ATS keywords": "get-your-resume-past-the-software",
    "linkedin profile": "make-an-online-profile-that-gets-found",
    "too qualified": "when-they-say-you-are-overqualified",
    "why didn't they choose me": (
        "ask-for-feedback-you-can-use you-came-second taking-a-job-search-personally"
    ),
    "same job advertised again": "when-the-job-is-posted-again",
    "wheelchair": "ask-for-adjustments",
    "I made a big error in my first month": "when-you-make-a-mistake-early",
    "depressed": "when-it-is-more-than-a-bad-week",
    "I don't know what I want to do with my life": "decide-what-you-want-before-you-search",
    "what questions should I ask at the end": "what-to-ask-when-they-ask-any-questions",
    "five interviewers at once": "face-a-panel",
    "first day at work what to do": "your-first-week-day-by-day",
    "message a stranger on linkedin": "write-to-someone-you-have-never-met",
    "contract or permanent": "choose-between-permanent-contract-and-part-time",
    "I can't stop crying after the rejection": (
        "the-first-day-after-a-no when-it-is-more-than-a-bad-week"
    ),
    "how do I find jobs that aren't advertised": "find-openings-that-few-people-see",
    "interveiw nerves": "calm-your-nerves-before-an-interview",
}
"""What its weights were chosen with."""

HELD_OUT = {
    "I applied to sixty jobs and got nothing but automatic rejections": (
        "rejected-before-anyone-spoke-to-you get-your-resume-past-the-software "
        "tailor-a-resume-in-twenty-minutes"
    ),
    "my interview is over zoom on friday and the wifi is bad": "do-well-in-a-video-interview",
    "how do I tell my boss I am leaving": "resign-well",
    "is it ok to ask how much the job pays in the first interview": (
        "answer-the-salary-question what-to-ask-when-they-ask-any-questions"
    ),
    "who should I put down as references, my old manager hates me": (
        "choose-and-prepare-your-references"
    ),
    "the recruiter says I must decide today or the offer is gone": "ask-for-time-to-decide",
    "I left my job to care for my mother, what about the hole in my CV": (
        "explain-a-gap-in-your-resume"
    ),
    "I'm 58 and every interviewer is half my age": "keep-your-age-from-deciding laid-off-at-fifty",
    "they offered me less than I earn now": (
        "ask-for-more-without-losing-the-offer answer-the-salary-question work-out-the-pay-you-need"
    ),
    "I have no contacts in this industry": (
        "ask-for-a-conversation-not-a-job write-to-someone-you-have-never-met "
        "meet-people-when-you-are-quiet"
    ),
    "started a week ago and already hate it": "if-you-took-the-wrong-job",
    "what should I bring on my first day": (
        "your-first-week-day-by-day the-two-weeks-before-you-start"
    ),
    "an employer asked me to pay for training before I start": (
        "spot-a-job-scam-before-it-costs-you"
    ),
    "should I write a cover letter at all": "write-a-cover-letter-in-four-paragraphs",
    "how do I explain that I want to go from teaching to software": (
        "change-fields-without-starting-over"
    ),
    "they will do a credit and criminal check": "get-through-a-background-check",
    "I broke something important in my second week": "when-you-make-a-mistake-early",
    "how do I thank somebody who gave me a referral": (
        "thank-the-people-who-helped ask-for-a-referral"
    ),
    "what do I do when there are five of them asking at once": "face-a-panel",
    "I can't get out of bed to apply anymore": (
        "keep-going-in-month-six when-it-is-more-than-a-bad-week its-hard-but-its-good "
        "keep-the-faith"
    ),
}
"""Written after the weights were set, and not looked at before."""
