"""Licences that software and pictures of this kind have most often, by their SPDX identifiers.

Source: the SPDX licence list, https://spdx.org/licenses/. A form suggests them and accepts others.
"""

SUGGESTED = (
    "AGPL-3.0-only",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "EPL-2.0",
    "GPL-2.0-only",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-3.0-only",
    "MIT",
    "MPL-2.0",
    "NCSA",
    "Python-2.0",
    "Unlicense",
)
