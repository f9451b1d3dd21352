#pragma once

#include "ui/archive/linkintake.h"

// What the paste field's panel says of links, in words.
namespace ui {

QString countText(const IntakeCount& count);            // "3 links · 1 already kept"
QString resultText(const IntakeResult& result);         // "2 links taken in · 1 waited already"
QString badLineText(const formats::BadLine& line);      // which, and why it is no link
QString noLinkText(const QList<formats::BadLine>& bad); // there is none among these lines, and what to write

} // namespace ui
