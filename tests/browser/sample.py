"""A page that has on it all that `base.css` and `_parts.html` offer, and says nothing."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import jinja2
from markupsafe import Markup

from pathkit.drawing import as_svg, scene_of
from pathkit.maps import load_map
from pathkit.pages import page as pages

EXAMPLE = Path(__file__).parents[2] / "examples" / "closed-at-half-past-three.pathway.yaml"

TEMPLATE = """\
{% extends "base.html" %}
{% import "_parts.html" as parts %}
{% block title %}A sample of every part{% endblock %}
{% block body %}
<header>
<p class="kicker">A sample</p>
<h1>What a page is made of</h1>
<p class="lead">Everything on this page is here to be looked at. It says nothing about any area or anybody.</p>
<p class="stamp">Checked on 21 November 2026 by pathkit 0.1.0</p>
<nav class="contents" aria-label="On this page"><ul>
<li><a href="#words">Words</a></li><li><a href="#boxes">Boxes</a></li><li><a href="#wide">What is wide</a></li>
<li><a href="#asked">What is asked</a></li>
</ul></nav>
</header>
<main id="content" tabindex="-1">
<section aria-labelledby="words">
<h2 id="words">Words</h2>
<p>A person who turns to the crisis line at 15:40 is passed on to the day team, which takes nobody new after half past
three. <a href="#boxes">What was found</a> is below; its id is <code>wrong-door@line</code>.</p>
<p class="quiet small">What matters less. <span class="unseen">Only read out.</span></p>
<dl class="figures"><div><dt>services</dt><dd>14</dd></div><div><dt>kinds of people</dt><dd>744</dd></div>
<div><dt>hours a week with nobody to turn to</dt><dd>7.5</dd></div></dl>
<dl class="facts"><dt>Hours</dt><dd>Mon-Fri 09:00-17:00</dd><dt>Takes new people</dt><dd>Mon-Fri 09:00-15:30</dd>
<dt>Professional telephone</dt><dd>01632 960002</dd></dl>
<ol class="steps"><li><time>Mon 15:30</time>They turn to Westmarch crisis line.</li>
<li><time>Mon 15:40</time>They are passed on to Westmarch day team.</li><li>They are left with nothing.</li></ol>
</section>
<section aria-labelledby="boxes">
<h2 id="boxes">Boxes and signs</h2>
<p>{% for kind in ("error", "warning", "note", "good", "unknown", "none") %}{{ parts.badge(kind) }} {% endfor %}</p>
<div class="panels">{% for kind in ("error", "warning", "note", "good") %}
<article class="panel {{ kind }}"><h3>Westmarch crisis line passes nobody on</h3>
<p>{{ parts.badge(kind) }} <span class="quiet">744 kinds of people, 7.5 hours a week.</span></p></article>
{% endfor %}</div>
<div class="notice warning"><p>{{ parts.badge("warning", "lapsed") }} This page was to be relied on until
<a href="#words">1 May 2026</a>.</p></div>
<details><summary>How it was found</summary><p>Every kind of person, at every minute of the coming year.</p></details>
<details open><summary><h3>What would close it</h3></summary><p>A call transfer to the crisis house.</p></details>
</section>
<section aria-labelledby="wide">
<h2 id="wide">What is wide</h2>
{{ parts.picture(picture, "The map of Westmarch", "Who passes people on to whom, by organisation.") }}
{% call parts.region("Whom to call, by urgency") %}
<table><caption>Whom to call</caption>
<thead><tr><th scope="col">Service</th><th scope="col">Professional telephone</th><th scope="col">Weekdays</th>
<th scope="col">Saturdays and Sundays</th><th scope="col" class="number">Hours a week</th></tr></thead>
<tbody>{% for name in ("Westmarch day team", "Westmarch night team", "Westmarch crisis house") %}
<tr><th scope="row">{{ name }}</th><td>01632 960001</td><td>09:00-17:00, takes people until 15:30</td><td>closed</td>
<td class="number">40</td></tr>{% endfor %}</tbody></table>
{% endcall %}
</section>
<section aria-labelledby="asked" class="screen-only">
<h2 id="asked">What is asked</h2>
<div class="fields">
<div class="field"><label for="need">Need</label><select id="need"><option>suicidal thoughts</option></select></div>
<div class="field"><label for="age">Age</label><input id="age" type="number" value="17"></div>
<div class="field"><label for="when">Time of the week</label><input id="when" type="range" min="0" max="10079"></div>
</div>
<p><label><input type="checkbox"> intoxicated</label></p>
<p><button type="button">Show the journey</button> <button type="button">Step back</button>
<button type="button" aria-pressed="true">Findings</button> <button type="button" disabled>Nothing here</button></p>
</section>
</main>
<footer><p class="small quiet">Made by pathkit. Nothing on this page was fetched from anywhere.</p></footer>
{% endblock %}
"""


def sample_page() -> str:
    """The page."""
    loaded = load_map(EXAMPLE)
    assert loaded.map is not None
    picture = Markup(as_svg(scene_of(loaded.map, "The map of Westmarch")))
    environment = pages._environment()
    assert environment.loader is not None
    both = jinja2.ChoiceLoader([jinja2.DictLoader({"sample.html": TEMPLATE}), environment.loader])
    with mock.patch.object(environment, "loader", both):
        return pages.page("sample.html", picture=picture)
