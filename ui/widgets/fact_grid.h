// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

class QLabel;

namespace hearth::ui {

class ElidedLabel;

/// What is known of one thing: a name and a text a line. Texts are plain, wrap, and can be selected; those that are
/// empty take no room with their names.
/// Threads: confined to the GUI thread.
class FactGrid : public QWidget {
  public:
    explicit FactGrid(std::size_t facts, QWidget* parent = nullptr);

    /// As many as there are facts.
    void setNames(const QStringList& names);
    void setTexts(const QStringList& texts);

  private:
    std::vector<ElidedLabel*> m_names;
    std::vector<QLabel*> m_texts;
};

} // namespace hearth::ui
