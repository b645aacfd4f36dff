"""Listening: an article is heard, and its listener moves about in it.

The listener knows neither terminal nor sound device by name: a program gives it commands (`commands.py`) and asks it every
few milliseconds to look around (`Listener.tick`); what happens comes back as calls.

    commands.py    what a listener can ask for, and the keys for it
    layouts.py     the keys of a keyboard for another script
    reading.py     an article as a row of sentences, and the moves in it
    clips.py       a sentence as sound, and where in it one is
    stream.py      sentences become sound a little before they are heard, in a thread of its own
    listener.py    the state machine: commands in, sound and notices out
    device.py      a sound device that may be lost
    hints.py       an engine that is told of little ahead
    library.py     the queue of articles, and where each was left
    notices.py     what is said to the listener, in words of the article's language
    telling.py     what a listener is told when they ask
    positions.py   where each article was left, kept by what it says
"""
