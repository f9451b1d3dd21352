#pragma once

class QCoreApplication;

// Our texts in the user's language, for both programs; where it has no translation, English with its plural forms.
void translateTexts(QCoreApplication& application);
