// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <cstdint>

namespace hearth::ui {

/// The list of pages at the window's left: icon, name, and a badge with a count where a page wants attention. Narrow,
/// it shows icons alone. Threads: confined to the GUI thread.
class Sidebar : public QListWidget {
    Q_OBJECT

  public:
    /// What a badge counts: what is wrong, or what is merely so.
    enum class Badge : std::uint8_t { kAlarm, kCount };

    explicit Sidebar(QWidget* parent = nullptr);

    void addPage(const QIcon& icon);
    void setPageText(int row, const QString& text, const QString& shortcut);
    /// A count beside the name; 0 takes it away. `meaning` says it in words.
    void setBadge(int row, Badge badge, int count, const QString& meaning);
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void updateTexts(int row);

    bool m_compact = false;
};

} // namespace hearth::ui
