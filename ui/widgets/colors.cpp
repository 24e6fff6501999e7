// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/colors.h"

namespace hearth::ui {

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](double x, double y) { return static_cast<float>(x * share + y * (1 - share)); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QColor hairline(const QPalette& palette) {
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.16);
}

QColor quietText(const QPalette& palette) {
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.66);
}

QColor healthColor(datasource::TargetHealth health, const QPalette& palette) {
    switch (health) {
    case datasource::TargetHealth::kUp:
        return isDark(palette) ? QColor(0x3f, 0xc4, 0x9a) : QColor(0x00, 0x80, 0x5c);
    case datasource::TargetHealth::kDown:
        return isDark(palette) ? QColor(0xff, 0x8a, 0x5c) : QColor(0xc2, 0x45, 0x00);
    case datasource::TargetHealth::kUnknown:
        break;
    }
    return quietText(palette);
}

QColor chartColor(int index, const QPalette& palette) {
    if (index == 0) {
        return isDark(palette) ? QColor(0x5a, 0xb4, 0xf0) : QColor(0x00, 0x6c, 0xb0);
    }
    return isDark(palette) ? QColor(0xf0, 0xb0, 0x4a) : QColor(0xb8, 0x70, 0x00);
}

QColor warningColor(const QPalette& palette) {
    return isDark(palette) ? QColor(0xf0, 0xc0, 0x50) : QColor(0x94, 0x66, 0x00);
}

} // namespace hearth::ui
