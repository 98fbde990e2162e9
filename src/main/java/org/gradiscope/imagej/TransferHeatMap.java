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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.awt.Color;
import java.awt.Font;
import java.util.List;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.attack.robustness.Transferability;

/** A transfer matrix as a picture: a row for each source, a column for each target, numbers in the cells. */
public final class TransferHeatMap {

	private static final int NARROWEST = 130;
	private static final int WIDEST = 230;
	private static final int HEIGHT = 72;
	private static final int GAP = 10;
	private static final int TITLE = 28;
	private static final int NAME = 26;
	private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
	private static final Color NOTHING = new Color(225, 225, 225);

	private final Transferability matrix;
	private final List<String> names;
	/** Of a column, and of the names before the first. */
	private final int width;
	private final ColorProcessor sheet;

	private TransferHeatMap(final Transferability matrix, final List<String> names) {
		this.matrix = matrix;
		this.names = names;
		width = width(names);
		sheet = new ColorProcessor(x(matrix.size()) + GAP, y(matrix.sources()) + GAP);
	}

	private static int width(final List<String> names) {
		try {
			final ColorProcessor any = new ColorProcessor(1, 1);
			any.setFont(BOLD);
			return Math.max(NARROWEST,
				Math.min(WIDEST, 2 * GAP + names.stream().mapToInt(any::getStringWidth).max().orElse(0)));
		}
		catch (final RuntimeException | LinkageError e) {
			return NARROWEST;
		}
	}

	/** @param names of the sources, the first of them those of the networks */
	public static ImagePlus of(final Transferability matrix, final List<String> names,
		final String title) {
		return new ImagePlus(title, new TransferHeatMap(matrix, names).draw());
	}

	private ImageProcessor draw() {
		sheet.setColor(Color.WHITE);
		sheet.fill();
		sheet.setAntialiasedText(true);
		for (int source = 0; source < matrix.sources(); source++)
			for (int target = 0; target < matrix.size(); target++)
				fill(source, target);
		try {
			write();
		}
		catch (final RuntimeException | LinkageError e) {
			// A Java without any font, as on a bare server: the table has the numbers.
		}
		return sheet;
	}

	private int x(final int target) {
		return GAP + width + target * width;
	}

	private int y(final int source) {
		return TITLE + NAME + source * HEIGHT;
	}

	private Color colour(final int source, final int target) {
		final Proportion transfer = matrix.transfer(source, target);
		final LUT table = ColourTables.magnitude();
		return transfer.total() == 0 ? NOTHING
			: new Color(table.getRGB((int) Math.round(255 * transfer.value())));
	}

	private void fill(final int source, final int target) {
		sheet.setColor(colour(source, target));
		sheet.setRoi(x(target) + 1, y(source) + 1, width - 2, HEIGHT - 2);
		sheet.fill();
		sheet.resetRoi();
	}

	private void write() {
		sheet.setColor(Color.DARK_GRAY);
		sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
		final String of = "fooled by what fools the source";
		sheet.drawString("target: " + of, x(0), TITLE - 6);
		sheet.drawString("source", GAP, TITLE + NAME - 7);
		sheet.setFont(BOLD);
		for (int n = 0; n < matrix.sources(); n++) {
			if (n < matrix.size()) centred(names.get(n), x(n), y(0) - 7);
			sheet.drawString(
				LabelledResults.Captions.fitted(names.get(n), width - GAP, sheet::getStringWidth), GAP,
				y(n) + HEIGHT / 2 + 6);
		}
		for (int source = 0; source < matrix.sources(); source++)
			for (int target = 0; target < matrix.size(); target++)
				number(source, target);
	}

	private void number(final int source, final int target) {
		final Proportion transfer = matrix.transfer(source, target);
		final Color back = colour(source, target);
		final double light = 0.299 * back.getRed() + 0.587 * back.getGreen() + 0.114 * back.getBlue();
		sheet.setColor(light > 128 ? Color.BLACK : Color.WHITE);
		sheet.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
		centred(transfer.total() == 0 ? "–" : Math.round(100 * transfer.value()) + " %", x(target),
			y(source) + HEIGHT / 2 + 4);
		sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
		centred(transfer.count() + " of " + transfer.total(), x(target), y(source) + HEIGHT / 2 + 22);
	}

	private void centred(final String text, final int x, final int y) {
		final String fitted = LabelledResults.Captions.fitted(text, width - 8, sheet::getStringWidth);
		sheet.drawString(fitted, x + (width - sheet.getStringWidth(fitted)) / 2, y);
	}
}
