<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>archive</name>
        <message numerus="yes">
            <source>more than Tidemark chose (%Ln step(s))</source>
            <translation>
                <numerusform>more than Tidemark chose (%Ln step)</numerusform>
                <numerusform>more than Tidemark chose (%Ln steps)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>less than Tidemark chose (%Ln step(s))</source>
            <translation>
                <numerusform>less than Tidemark chose (%Ln step)</numerusform>
                <numerusform>less than Tidemark chose (%Ln steps)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cli</name>
        <message numerus="yes">
            <source>%Ln older link(s) wait: tidemark-cli archive, without any link, does what waits.</source>
            <translation>
                <numerusform>%Ln older link waits: tidemark-cli archive, without any link, does what waits.</numerusform>
                <numerusform>%Ln older links wait: tidemark-cli archive, without any link, does what waits.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) wait until their hosts want to be asked again.</source>
            <translation>
                <numerusform>%Ln link waits until its host wants to be asked again.</numerusform>
                <numerusform>%Ln links wait until their hosts want to be asked again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) were cleared from the window's list before their outcome was read; tidemark-cli show tells it.</source>
            <translation>
                <numerusform>%Ln link was cleared from the window's list before its outcome was read; tidemark-cli show tells it.</numerusform>
                <numerusform>%Ln links were cleared from the window's list before their outcome was read; tidemark-cli show tells it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A window has this library open; it was handed %Ln link(s), which wait there.</source>
            <translation>
                <numerusform>A window has this library open; it was handed %Ln link, which waits there.</numerusform>
                <numerusform>A window has this library open; it was handed %Ln links, which wait there.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A window has this library open; it was handed %Ln link(s) and captures them.</source>
            <translation>
                <numerusform>A window has this library open; it was handed %Ln link and captures it.</numerusform>
                <numerusform>A window has this library open; it was handed %Ln links and captures them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Interrupted: the window goes on with %Ln link(s).</source>
            <translation>
                <numerusform>Interrupted: the window goes on with %Ln link.</numerusform>
                <numerusform>Interrupted: the window goes on with %Ln links.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The window was handed %Ln link(s) and keeps them.</source>
            <translation>
                <numerusform>The window was handed %Ln link and keeps it.</numerusform>
                <numerusform>The window was handed %Ln links and keeps them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more line(s) without a link.</source>
            <translation>
                <numerusform>… and %Ln more line without a link.</numerusform>
                <numerusform>… and %Ln more lines without a link.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more in the bin.</source>
            <translation>
                <numerusform>%n more in the bin.</numerusform>
                <numerusform>%n more in the bin.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 % · %Ln entries</source>
            <translation>
                <numerusform>%1 % · %Ln entry</numerusform>
                <numerusform>%1 % · %Ln entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) wait to be archived (tidemark-cli archive does it)</source>
            <translation>
                <numerusform>%Ln link waits to be archived (tidemark-cli archive does it)</numerusform>
                <numerusform>%Ln links wait to be archived (tidemark-cli archive does it)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln imported</source>
            <translation>
                <numerusform>%Ln imported</numerusform>
                <numerusform>%Ln imported</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln exported</source>
            <translation>
                <numerusform>%Ln exported</numerusform>
                <numerusform>%Ln exported</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n damaged thing(s) found. Pages that `show` still prints can be saved with `export`.</source>
            <translation>
                <numerusform>%n damaged thing found. Pages that `show` still prints can be saved with `export`.</numerusform>
                <numerusform>%n damaged things found. Pages that `show` still prints can be saved with `export`.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s)</source>
            <translation>
                <numerusform>%Ln page</numerusform>
                <numerusform>%Ln pages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln pages</source>
            <translation>
                <numerusform>%1 of %Ln page</numerusform>
                <numerusform>%1 of %Ln pages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) put back as they were</source>
            <translation>
                <numerusform>%Ln article put back as it was</numerusform>
                <numerusform>%Ln articles put back as they were</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) would change</source>
            <translation>
                <numerusform>%Ln article would change</numerusform>
                <numerusform>%Ln articles would change</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) changed</source>
            <translation>
                <numerusform>%Ln article changed</numerusform>
                <numerusform>%Ln articles changed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>formats</name>
        <message numerus="yes">
            <source>%n more picture(s) could not be taken either.</source>
            <translation>
                <numerusform>%n more picture could not be taken either.</numerusform>
                <numerusform>%n more pictures could not be taken either.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tag(s) of it do not fit into the front matter and were left out.</source>
            <translation>
                <numerusform>%n tag of it does not fit into the front matter and was left out.</numerusform>
                <numerusform>%n tags of it do not fit into the front matter and were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) of it are damaged in the library and were left out.</source>
            <translation>
                <numerusform>%n picture of it is damaged in the library and was left out.</numerusform>
                <numerusform>%n pictures of it are damaged in the library and were left out.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>models</name>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>about %n minute</numerusform>
                <numerusform>about %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>about %n hour</numerusform>
                <numerusform>about %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n day(s)</source>
            <translation>
                <numerusform>about %n day</numerusform>
                <numerusform>about %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n snapshot(s)</source>
            <translation>
                <numerusform>%n snapshot</numerusform>
                <numerusform>%n snapshots</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui</name>
        <message numerus="yes">
            <source>A tag has %Ln character(s) at most: the rest is cut off.</source>
            <translation>
                <numerusform>A tag has %Ln character at most: the rest is cut off.</numerusform>
                <numerusform>A tag has %Ln characters at most: the rest is cut off.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::ArchiveScreen</name>
        <message numerus="yes">
            <source>%Ln link(s) could not be taken in: %1</source>
            <translation>
                <numerusform>%Ln link could not be taken in: %1</numerusform>
                <numerusform>%Ln links could not be taken in: %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::EmptyState</name>
        <message numerus="yes">
            <source>%n page(s) in the bin match, and can be brought back from there.</source>
            <translation>
                <numerusform>%n page in the bin matches, and can be brought back from there.</numerusform>
                <numerusform>%n pages in the bin match, and can be brought back from there.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::ExtractionTask</name>
        <message numerus="yes">
            <source>Putting back: %1 of %Ln article(s)</source>
            <translation>
                <numerusform>Putting back: %1 of %Ln article</numerusform>
                <numerusform>Putting back: %1 of %Ln articles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Extracting again: %1 of %Ln article(s)</source>
            <translation>
                <numerusform>Extracting again: %1 of %Ln article</numerusform>
                <numerusform>Extracting again: %1 of %Ln articles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) put back as they were.</source>
            <translation>
                <numerusform>%Ln article put back as it was.</numerusform>
                <numerusform>%Ln articles put back as they were.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln left because they were chosen since.</source>
            <translation>
                <numerusform>%Ln left because it was chosen since.</numerusform>
                <numerusform>%Ln left because they were chosen since.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) changed, %1 as before.</source>
            <translation>
                <numerusform>%Ln article changed, %1 as before.</numerusform>
                <numerusform>%Ln articles changed, %1 as before.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln could not be read.</source>
            <translation>
                <numerusform>%Ln could not be read.</numerusform>
                <numerusform>%Ln could not be read.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::FindBar</name>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::JobCommands</name>
        <message numerus="yes">
            <source>%Ln failed link(s) wait again.</source>
            <translation>
                <numerusform>%Ln failed link waits again.</numerusform>
                <numerusform>%Ln failed links wait again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) cleared. Their pages are still in the Library.</source>
            <translation>
                <numerusform>%Ln row cleared. Its page is still in the Library.</numerusform>
                <numerusform>%Ln rows cleared. Their pages are still in the Library.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) cleared.</source>
            <translation>
                <numerusform>%Ln row cleared.</numerusform>
                <numerusform>%Ln rows cleared.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::JobPane</name>
        <message numerus="yes">
            <source>%Ln link(s)</source>
            <translation>
                <numerusform>%Ln link</numerusform>
                <numerusform>%Ln links</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::MainWindow</name>
        <message numerus="yes">
            <source>%Ln page(s) archived</source>
            <translation>
                <numerusform>%Ln page archived</numerusform>
                <numerusform>%Ln pages archived</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln failed</numerusform>
                <numerusform>%Ln failed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PageCommands</name>
        <message numerus="yes">
            <source>%n page(s) starred</source>
            <translation>
                <numerusform>%n page starred</numerusform>
                <numerusform>%n pages starred</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n star(s) taken away</source>
            <translation>
                <numerusform>%n star taken away</numerusform>
                <numerusform>%n stars taken away</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) marked as read</source>
            <translation>
                <numerusform>%n page marked as read</numerusform>
                <numerusform>%n pages marked as read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) marked as unread</source>
            <translation>
                <numerusform>%n page marked as unread</numerusform>
                <numerusform>%n pages marked as unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) tagged</source>
            <translation>
                <numerusform>%n page tagged</numerusform>
                <numerusform>%n pages tagged</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tag(s) taken away</source>
            <translation>
                <numerusform>%n tag taken away</numerusform>
                <numerusform>%n tags taken away</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) moved to the bin</source>
            <translation>
                <numerusform>%n page moved to the bin</numerusform>
                <numerusform>%n pages moved to the bin</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) brought back</source>
            <translation>
                <numerusform>%n page brought back</numerusform>
                <numerusform>%n pages brought back</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PageListPane</name>
        <message numerus="yes">
            <source>%n page(s)</source>
            <translation>
                <numerusform>%n page</numerusform>
                <numerusform>%n pages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more in the bin</source>
            <translation>
                <numerusform>%n more in the bin</numerusform>
                <numerusform>%n more in the bin</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PageTasks</name>
        <message numerus="yes">
            <source>%n page(s) will be captured again and brought back from the bin</source>
            <translation>
                <numerusform>%n page will be captured again and brought back from the bin</numerusform>
                <numerusform>%n pages will be captured again and brought back from the bin</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) will be captured again</source>
            <translation>
                <numerusform>%n page will be captured again</numerusform>
                <numerusform>%n pages will be captured again</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PartChooser</name>
        <message numerus="yes">
            <source>%Ln word(s), %1 % of the page</source>
            <translation>
                <numerusform>%Ln word, %1 % of the page</numerusform>
                <numerusform>%Ln words, %1 % of the page</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PastePanel</name>
        <message numerus="yes">
            <source>%Ln link(s)</source>
            <translation>
                <numerusform>%Ln link</numerusform>
                <numerusform>%Ln links</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln already kept</source>
            <translation>
                <numerusform>%Ln already kept</numerusform>
                <numerusform>%Ln already kept</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln twice</source>
            <translation>
                <numerusform>%Ln twice</numerusform>
                <numerusform>%Ln twice</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s) without a link</source>
            <translation>
                <numerusform>%Ln line without a link</numerusform>
                <numerusform>%Ln lines without a link</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) taken in</source>
            <translation>
                <numerusform>%Ln link taken in</numerusform>
                <numerusform>%Ln links taken in</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln waited already</source>
            <translation>
                <numerusform>%Ln waited already</numerusform>
                <numerusform>%Ln waited already</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln left out as already kept</source>
            <translation>
                <numerusform>%Ln left out as already kept</numerusform>
                <numerusform>%Ln left out as already kept</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s) were no links and are left in the field</source>
            <translation>
                <numerusform>%Ln line was no link and is left in the field</numerusform>
                <numerusform>%Ln lines were no links and are left in the field</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Capture the %Ln already kept a&amp;gain</source>
            <translation>
                <numerusform>Capture the %Ln already kept a&amp;gain</numerusform>
                <numerusform>Capture the %Ln already kept a&amp;gain</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… and %Ln more</numerusform>
                <numerusform>… and %Ln more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1: %Ln link(s)  ×</source>
            <translation>
                <numerusform>%1: %Ln link  ×</numerusform>
                <numerusform>%1: %Ln links  ×</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::ReaderPanel</name>
        <message numerus="yes">
            <source>%n picture(s) of this page could not be kept.</source>
            <translation>
                <numerusform>%n picture of this page could not be kept.</numerusform>
                <numerusform>%n pictures of this page could not be kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::RememberedSites</name>
        <message numerus="yes">
            <source>%Ln page(s)</source>
            <translation>
                <numerusform>%Ln page</numerusform>
                <numerusform>%Ln pages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::SessionCharts</name>
        <message numerus="yes">
            <source>%Ln in flight</source>
            <comment>requests</comment>
            <translation>
                <numerusform>%Ln in flight</numerusform>
                <numerusform>%Ln in flight</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s) in the last run (%1)</source>
            <translation>
                <numerusform>%Ln request in the last run (%1)</numerusform>
                <numerusform>%Ln requests in the last run (%1)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 needs %Ln answer(s)</source>
            <extracomment>%1: p50, p90 or p99</extracomment>
            <translation>
                <numerusform>%1 needs %Ln answer</numerusform>
                <numerusform>%1 needs %Ln answers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::SnapshotStrip</name>
        <message numerus="yes">
            <source>%n older</source>
            <translation>
                <numerusform>%n older</numerusform>
                <numerusform>%n older</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::SummaryBar</name>
        <message numerus="yes">
            <source>Paused. %Ln link(s) wait; nothing new starts until you go on.</source>
            <translation>
                <numerusform>Paused. %Ln link waits; nothing new starts until you go on.</numerusform>
                <numerusform>Paused. %Ln links wait; nothing new starts until you go on.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) kept</source>
            <translation>
                <numerusform>%Ln page kept</numerusform>
                <numerusform>%Ln pages kept</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln failed</numerusform>
                <numerusform>%Ln failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln cancelled</source>
            <translation>
                <numerusform>%Ln cancelled</numerusform>
                <numerusform>%Ln cancelled</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::TransferDialog</name>
        <message numerus="yes">
            <source>%Ln more entries are not listed here.</source>
            <translation>
                <numerusform>%Ln more entry is not listed here.</numerusform>
                <numerusform>%Ln more entries are not listed here.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln links are being archived: see Archive.</source>
            <translation>
                <numerusform>%Ln link is being archived: see Archive.</numerusform>
                <numerusform>%Ln links are being archived: see Archive.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::WindowBanners</name>
        <message numerus="yes">
            <source>%Ln page(s) are being archived right now. Quit, and they go back to the waiting line; the next start goes on with them and with all that waits.</source>
            <translation>
                <numerusform>%Ln page is being archived right now. Quit, and it goes back to the waiting line; the next start goes on with it and with all that waits.</numerusform>
                <numerusform>%Ln pages are being archived right now. Quit, and they go back to the waiting line; the next start goes on with them and with all that waits.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>bench</name>
        <message numerus="yes">
            <source>%Ln time(s) a request had to wait for a local port; none was lost.</source>
            <translation>
                <numerusform>%Ln time a request had to wait for a local port; none was lost.</numerusform>
                <numerusform>%Ln times a request had to wait for a local port; none was lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln time(s) a request had to wait for a file descriptor; none was lost.</source>
            <translation>
                <numerusform>%Ln time a request had to wait for a file descriptor; none was lost.</numerusform>
                <numerusform>%Ln times a request had to wait for a file descriptor; none was lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln time(s) a connection failed for no known reason before its request was sent; none was lost.</source>
            <translation>
                <numerusform>%Ln time a connection failed for no known reason before its request was sent; none was lost.</numerusform>
                <numerusform>%Ln times a connection failed for no known reason before its request was sent; none was lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s) timed out, counted as failed with the time they waited.</source>
            <translation>
                <numerusform>%Ln request timed out, counted as failed with the time it waited.</numerusform>
                <numerusform>%Ln requests timed out, counted as failed with the time they waited.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Target rate not reached: %Ln request(s) were due and could not be sent in time, so of %1 a second in the mean %2 were sent.</source>
            <translation>
                <numerusform>Target rate not reached: %Ln request was due and could not be sent in time, so of %1 a second in the mean %2 were sent.</numerusform>
                <numerusform>Target rate not reached: %Ln requests were due and could not be sent in time, so of %1 a second in the mean %2 were sent.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The kernel of this computer dropped %Ln packet(s) or connection(s) meanwhile: what has to be sent again comes late, and the server is not to blame.</source>
            <translation>
                <numerusform>The kernel of this computer dropped %Ln packet or connection meanwhile: what has to be sent again comes late, and the server is not to blame.</numerusform>
                <numerusform>The kernel of this computer dropped %Ln packets or connections meanwhile: what has to be sent again comes late, and the server is not to blame.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::BenchmarkScreen</name>
        <message numerus="yes">
            <source>At most %Ln runs lie over each other: untick one first.</source>
            <translation>
                <numerusform>At most %Ln run lies over others: untick one first.</numerusform>
                <numerusform>At most %Ln runs lie over each other: untick one first.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln run(s) deleted.</source>
            <translation>
                <numerusform>%Ln run deleted.</numerusform>
                <numerusform>%Ln runs deleted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) are being archived right now: they take their share of this computer, and the figures will be lower than they could be.</source>
            <translation>
                <numerusform>%Ln page is being archived right now: it takes its share of this computer, and the figures will be lower than they could be.</numerusform>
                <numerusform>%Ln pages are being archived right now: they take their share of this computer, and the figures will be lower than they could be.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::HeatMap</name>
        <message numerus="yes">
            <source>after %1: %Ln request(s) of %2 to %3</source>
            <translation>
                <numerusform>after %1: %Ln request of %2 to %3</numerusform>
                <numerusform>after %1: %Ln requests of %2 to %3</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PlanPanel</name>
        <message numerus="yes">
            <source>%Ln request(s)</source>
            <translation>
                <numerusform>%Ln request</numerusform>
                <numerusform>%Ln requests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::RunExport</name>
        <message numerus="yes">
            <source>%Ln run(s) into one file</source>
            <translation>
                <numerusform>%Ln run into one file</numerusform>
                <numerusform>%Ln runs into one file</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PeerDialog</name>
        <message numerus="yes">
            <source>%Ln client(s) failed: the table says why.</source>
            <translation>
                <numerusform>%Ln client failed: the table says why.</numerusform>
                <numerusform>%Ln clients failed: the table says why.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Start runs the %Ln client(s) that are installed, which takes %1.</source>
            <translation>
                <numerusform>Start runs the %Ln client that is installed, which takes %1.</numerusform>
                <numerusform>Start runs the %Ln clients that are installed, which takes %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::RunView</name>
        <message numerus="yes">
            <source>%Ln due request(s) not sent so far</source>
            <translation>
                <numerusform>%Ln due request not sent so far</numerusform>
                <numerusform>%Ln due requests not sent so far</numerusform>
            </translation>
        </message>
    </context>
</TS>
