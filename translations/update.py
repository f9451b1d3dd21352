#!/usr/bin/python3
"""Brings translations/tidemark_*.ts up to date with the text in the sources: run it from anywhere, translate what it
names as unfinished, and run it again.

lupdate puts some texts of `struct Words { Q_DECLARE_TR_FUNCTIONS(module) };` into a context "Words" instead of the
module's, where the program would never find them; they are moved here. tidemark_en.ts holds plural forms only."""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LUPDATE = "/usr/lib/qt6/bin/lupdate"
FILES = {"en": ["-pluralonly"], "fr": []}


def fresh(language, options, folder):
    target = Path(folder) / f"{language}.ts"
    subprocess.run([LUPDATE, "-silent", "-locations", "absolute", "-source-language", "en", "-target-language", language,
                    *options, "-I", "app", "-I", ".", "app", "ui", "models", "-ts", target],
                   cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    return xml.parse(target)


def context_of(message, name, folder):
    if name != "Words":
        return name
    source = (Path(folder) / message.find("location").get("filename")).resolve()
    return re.search(r"Q_DECLARE_TR_FUNCTIONS\((\w+)\)", source.read_text()).group(1)


def key(context, message):
    return context, message.findtext("source"), message.findtext("comment")


def finished(path):
    """What is translated so far, by context, text and comment, and by text alone."""
    done = {}
    if path.exists():
        for context in xml.parse(path).getroot().findall("context"):
            for message in context.findall("message"):
                translation = message.find("translation")
                if translation.get("type") is None:
                    done[key(context.findtext("name"), message)] = translation
                    done.setdefault(message.findtext("source"), translation)
    return done


def update(language, options):
    path = HERE / f"tidemark_{language}.ts"
    done = finished(path)
    contexts = {}
    with tempfile.TemporaryDirectory() as folder:
        for context in fresh(language, options, folder).getroot().findall("context"):
            for message in context.findall("message"):
                name = context_of(message, context.findtext("name"), folder)
                contexts.setdefault(name, {})[key(name, message)] = message
    root = xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    unfinished = []
    for name in sorted(contexts):
        element = xml.SubElement(root, "context")
        xml.SubElement(element, "name").text = name
        for identity, message in contexts[name].items():
            for location in message.findall("location"):
                message.remove(location)
            old = done.get(identity, done.get(message.findtext("source")))
            if old is not None:
                message.remove(message.find("translation"))
                message.append(old)
            else:
                unfinished.append(f"{name}: {message.findtext('source')!r}")
            element.append(message)
    xml.indent(root, "    ")
    text = xml.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n')
    return unfinished


if __name__ == "__main__":
    left = {language: update(language, options) for language, options in FILES.items()}
    for language, texts in left.items():
        for text in texts:
            print(f"tidemark_{language}.ts, unfinished: {text}")
    sys.exit(any(left.values()))
