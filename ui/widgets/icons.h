#pragma once

#include <QIcon>

class QPainter;

namespace ui {

// The program's own line icons, drawn from paths on a 24 × 24 grid in the palette's colours, sharp at every scale.
enum class Icon {
    Archive,
    Library,
    Benchmark,
    Settings,
    Add,
    Retry,
    Cancel,
    Pause,
    Play,
    Open,
    Copy,
    Search,
    Filter,
    Clear,
    Undo,
    Chart,
    Import,
    Export,
    File,
    Link,
    Warning,
    Key,
    Star,
    StarFilled,
    Tag,
    Note,
    Trash,
    Text,
    Previous,
    Next,
    External,
    Contents,
    More,
    Clock,
    Check,
    Circle,
    Half,
    Dash,
};

QIcon icon(Icon which);

// Paints the icon into `box` with the pen's colour of `painter`.
void paintIcon(QPainter& painter, Icon which, const QRectF& box, const QColor& colour);

} // namespace ui
