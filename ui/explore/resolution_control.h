// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "explore/resolution.h"

namespace hearth::ui {

/// Chooses how finely a graph is asked for: automatic in three grades, a fixed step, or any step typed in.
/// Threads: confined to the GUI thread.
class ResolutionControl : public QComboBox {
    Q_OBJECT

  public:
    explicit ResolutionControl(QWidget* parent = nullptr);

    /// Without changed().
    void setResolution(Resolution resolution);
    Resolution resolution() const { return m_resolution; }

  signals:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    void choose(int index);
    void readText();
    void display();
    QString text(Resolution resolution) const;

    Resolution m_resolution;
};

} // namespace hearth::ui
