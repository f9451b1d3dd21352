#pragma once

#include <QByteArray>
#include <QString>

namespace formats {

// A sanitised article as Markdown (CommonMark with GitHub's tables and strike-through; definition lists as in PHP
// Markdown Extra), UTF-8, one line a paragraph, ended by a line end. Pictures stay links to where they are.
QByteArray toMarkdown(const QByteArray& articleHtml);

// The pieces, each of which a text cannot break out of.
QString markdownText(const QString& text, bool atLineStart); // escaped
QString markdownCode(const QString& code);                   // a code span
QString markdownFence(const QString& code);                  // the fence that this code cannot close
QString markdownDestination(const QString& link);            // what stands between ( and ) of a link

} // namespace formats
