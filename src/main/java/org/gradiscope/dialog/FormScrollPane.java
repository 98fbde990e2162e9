/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import ij.gui.GUI;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Window;

import javax.swing.JComponent;
import javax.swing.JScrollPane;

/** Scrolls what would be higher than the screen. */
final class FormScrollPane extends JScrollPane {

	private static final long serialVersionUID = 1;

	/** What the system's bars may take of the screen, in pixels. */
	private static final int SPARED = 70;
	private static final int STEP = 20;

	private final JComponent form;

	FormScrollPane(final JComponent form) {
		super(form, VERTICAL_SCROLLBAR_AS_NEEDED, HORIZONTAL_SCROLLBAR_NEVER);
		this.form = form;
		setBorder(null);
		getVerticalScrollBar().setUnitIncrement(STEP);
	}

	/** Gives the window the size that the form needs, on the screen. */
	void fit(final Window window) {
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		final Dimension whole = form.getPreferredSize();
		setPreferredSize(whole);
		// Its border counts only from then on.
		if (!window.isDisplayable()) window.pack();
		final int over = window.getPreferredSize().height - (screen.height - SPARED);
		if (over > 0)
			setPreferredSize(new Dimension(whole.width + getVerticalScrollBar().getPreferredSize().width,
				whole.height - over));
		// Once: of two sizes in a row, the first may be reported last, and stay.
		window.pack();
		if (!window.isShowing()) return;
		final int lowest = screen.y + screen.height - window.getHeight();
		final int rightmost = screen.x + screen.width - window.getWidth();
		window.setLocation(Math.max(screen.x, Math.min(window.getX(), rightmost)),
			Math.max(screen.y, Math.min(window.getY(), lowest)));
	}
}
