"""Build the documentation as a site, and check that every link in it and in the repository's Markdown leads somewhere.

python docs/build_site.py            builds it into `build/site`; open `build/site/index.html`
python docs/build_site.py FOLDER     builds it there

No network is used. It ends with 1 if the build warns of anything or a link leads nowhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from links import ROOT, markdown_problems, site_problems

SITE = ROOT / "build" / "site"
PROGRESS = "map-of-progress.html"
"""The page that the plans of the examples make; it stands beside the documentation."""
ON = "2026-11-21"


def build(site: Path) -> int:
    """Build the site; what is not 0 went wrong, and was said on stderr."""
    # Quietly, with warnings as errors, all of them told, and nothing kept from an older build.
    options = ("--quiet", "--fail-on-warning", "--keep-going", "--fresh-env", "--write-all", "--builder", "html")
    with TemporaryDirectory() as doctrees:
        places = ("--doctree-dir", doctrees, "--conf-dir", str(ROOT / "docs"), str(ROOT), str(site))
        return subprocess.run([sys.executable, "-m", "sphinx", *options, *places], check=False).returncode


def show_progress(site: Path) -> int:
    """Put the map of progress of the example plans beside the documentation; what is not 0 went wrong."""
    command = ("progress", "examples/plans", "--date", ON, "-o", str((site / PROGRESS).absolute()))
    return subprocess.run([sys.executable, "-m", "pathkit", *command], cwd=ROOT, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Build, check, and say what is wrong."""
    site = Path(arguments[0]) if arguments else SITE
    if not arguments:  # what was built before may have pages that are gone
        shutil.rmtree(site, ignore_errors=True)
    failed = build(site) or show_progress(site)
    problems = [*markdown_problems(), *site_problems(site)]
    for problem in problems:
        print(problem)
    if failed or problems:
        return 1
    print(f"The documentation is built, and its links lead somewhere: {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
