#pragma once

class QCoreApplication;

// Our texts in the user's language, for both programs; where it has no translation, English with its plural forms.
// From then on QLocale() is of the language the texts are in: its direction is the window's, and numbers and dates are
// written as it writes them.
void translateTexts(QCoreApplication& application);
