#pragma once

#include <QString>

namespace article {

// Without the words in front of a name in a byline, in one of a dozen languages: "By", "Escrito por", "作者：".
QString withoutLeadIns(QString text);

// Whether the text begins as a byline does, in one of a dozen languages: "By …", "Von …", "Escrito por …".
bool beginsLikeByline(const QString& text);
// Whether it says who wrote, wherever it stands: "Written by …", "Authors: …", but not "by …", as cards do.
bool beginsLikeSignature(const QString& text);
// Whether the text is the beginning of a byline and nothing else: "Written by:".
bool isBylineLabel(const QString& text);

} // namespace article
