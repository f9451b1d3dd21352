#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace article {

enum class Prose { None, Plain, Markup };

// Whether a string of a page's data is text for people: sentences, or HTML with words in it. `named`: its name says
// so already, then less is asked of it.
Prose proseOf(std::string_view text, bool named);

quint32 wordsOfMarkup(std::string_view html); // outside its tags

// "&lt;p&gt;" → "<p>", where a string is HTML that was escaped once more; else as it is.
std::string withoutEscapedTags(std::string_view text);

void appendParagraphs(std::string& html, std::string_view plain); // a <p> for each line

} // namespace article
