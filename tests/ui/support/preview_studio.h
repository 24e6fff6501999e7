// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>
#include <QWidget>

#include "shell/language.h"
#include "shell/theme.h"

namespace hearth::tests {

/// What a picture of a page is drawn with.
struct PreviewLook {
    bool dark = false;
    bool japanese = false;
};

/// The application of a preview program: draws pages into PNG files of the folder that its command line names, with the
/// window's own palettes and catalogues, to be looked at.
/// Threads: confined to the main thread.
class PreviewStudio {
  public:
    PreviewStudio(int& argc, char** argv);

    /// Holds for widgets made afterwards.
    void wear(PreviewLook look);
    /// Writes `name`.png.
    void save(QWidget& widget, const QString& name) const;

    /// Arguments behind the folder.
    QStringList arguments() const { return QApplication::arguments().mid(2); }

    /// Lets events, timers and background work go on for so long.
    static void wait(int milliseconds);

  private:
    QApplication m_application;
    QString m_folder;
    ui::Theme m_theme;
    ui::Language m_language;
};

} // namespace hearth::tests
