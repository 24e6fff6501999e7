// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sidebar.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kWidth = 168;
constexpr int kCompactWidth = 48;
constexpr int kRowHeight = 36;
constexpr int kIconSize = 16;
constexpr int kMargin = 16;

enum Role { NameRole = Qt::UserRole + 1, ShortcutRole, BadgeRole, AlarmRole, MeaningRole };

/// Paints a page's row: icon, name, badge. The current page has a tinted ground and an accent stripe.
class PageDelegate final : public QStyledItemDelegate {
  public:
    explicit PageDelegate(const Sidebar& sidebar, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_sidebar(sidebar) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, kRowHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        paintGround(*painter, option);
        const QRect icon(option.rect.left() + kMargin, option.rect.center().y() - kIconSize / 2 + 1, kIconSize,
                         kIconSize);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
        const int badge = index.data(BadgeRole).toInt();
        if (m_sidebar.isCompact()) {
            if (badge > 0) {
                paintDot(*painter, badgeColor(option, index), index.data(AlarmRole).toBool(), icon);
            }
            return;
        }
        auto font = option.font;
        font.setWeight(option.state.testFlag(QStyle::State_Selected) ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(option.palette.color(QPalette::WindowText));
        const QRect text = option.rect.adjusted(kMargin + kIconSize + 12, 0, -kMargin, 0);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, index.data(NameRole).toString());
        if (badge > 0) {
            paintBadge(*painter, option, badgeColor(option, index), badge);
        }
    }

  private:
    static void paintGround(QPainter& painter, const QStyleOptionViewItem& option) {
        const auto accent = option.palette.color(QPalette::Highlight);
        const auto window = option.palette.color(QPalette::Window);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter.fillRect(option.rect, mixed(accent, window, 0.18));
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), accent);
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            painter.fillRect(option.rect, mixed(option.palette.color(QPalette::WindowText), window, 0.06));
        }
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            painter.setPen(QPen(mixed(accent, window, 0.6), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
    }
    /// Not everything that is counted is wrong.
    static QColor badgeColor(const QStyleOptionViewItem& option, const QModelIndex& index) {
        return index.data(AlarmRole).toBool() ? healthColor(datasource::TargetHealth::kDown, option.palette)
                                              : quietText(option.palette);
    }
    static void paintDot(QPainter& painter, const QColor& color, bool filled, const QRect& icon) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1));
        painter.setBrush(filled ? color : Qt::transparent);
        painter.drawEllipse(QPointF(icon.right() + 3, icon.top() - 1), 3.5, 3.5);
    }
    static void paintBadge(QPainter& painter, const QStyleOptionViewItem& option, const QColor& color, int count) {
        const auto text = count > 999 ? QStringLiteral("999+") : QLocale().toString(count);
        const int width = std::max(20, option.fontMetrics.horizontalAdvance(text) + 10);
        const QRect pill(option.rect.right() - 12 - width, option.rect.center().y() - 8, width, 18);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
        painter.setFont(option.font);
        painter.drawText(pill, Qt::AlignCenter, text);
    }

    const Sidebar& m_sidebar;
};

} // namespace

Sidebar::Sidebar(QWidget* parent)
    : QListWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new PageDelegate(*this, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    viewport()->setAutoFillBackground(true);
    setFixedWidth(kWidth);
}

void Sidebar::addPage(const QIcon& icon) {
    addItem(new QListWidgetItem(icon, QString()));
}

void Sidebar::setPageText(int row, const QString& text, const QString& shortcut) {
    item(row)->setData(NameRole, text);
    item(row)->setData(ShortcutRole, shortcut);
    updateTexts(row);
}

void Sidebar::setBadge(int row, Badge badge, int count, const QString& meaning) {
    item(row)->setData(BadgeRole, count);
    item(row)->setData(AlarmRole, badge == Badge::kAlarm);
    item(row)->setData(MeaningRole, count > 0 ? meaning : QString());
    updateTexts(row);
}

/// What a screen reader says and a tooltip shows: "Targets, 1 down".
void Sidebar::updateTexts(int row) {
    auto* page = item(row);
    const auto name = page->data(NameRole).toString();
    const auto meaning = page->data(MeaningRole).toString();
    const auto words = meaning.isEmpty() ? name : tr("%1, %2").arg(name, meaning);
    page->setData(Qt::AccessibleTextRole, words);
    page->setToolTip(tr("%1 (%2)").arg(words, page->data(ShortcutRole).toString()));
}

void Sidebar::setCompact(bool compact) {
    if (m_compact != compact) {
        m_compact = compact;
        setFixedWidth(compact ? kCompactWidth : kWidth);
        viewport()->update();
    }
}

QSize Sidebar::sizeHint() const {
    return {m_compact ? kCompactWidth : kWidth, count() * kRowHeight};
}

/// A hairline towards the page.
void Sidebar::paintEvent(QPaintEvent* event) {
    QListWidget::paintEvent(event);
    QPainter painter(viewport());
    painter.fillRect(viewport()->width() - 1, 0, 1, viewport()->height(), hairline(palette()));
}

void Sidebar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        viewport()->update();
    }
    QListWidget::changeEvent(event);
}

} // namespace hearth::ui
