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
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Tensor;

/**
 * Small pictures of one size side by side, each with a caption beneath. They keep their values: tiles
 * of 32 bits make a sheet of 32 bits, zero between them. Captions and frames are an overlay, so that
 * nothing is drawn into the values.
 */
final class TileMontage {

	private static final int GAP = 8;
	private static final int LINE = 13;
	private static final int FONT = 11;
	/** In pixels; a caption needs as many. */
	private static final int NARROWEST = 84;

	private final int count;
	private final int columns;
	private final int width;
	private final int height;
	private final int lines;
	private final Color ink;
	private final Overlay overlay = new Overlay();
	private final List<String> labels = new ArrayList<>();
	private final List<ImageProcessor> sheets = new ArrayList<>();

	/**
	 * @param count of the tiles
	 * @param width of a tile, in pixels
	 * @param height of a tile, in pixels
	 * @param lines of a caption
	 * @param ink of captions and frames
	 */
	TileMontage(final int count, final int width, final int height, final int lines,
		final Color ink) {
		this.count = count;
		this.width = width;
		this.height = height;
		this.lines = lines;
		this.ink = ink;
		columns = Math.max(1,
			Math.min(count, (int) Math.round(Math.sqrt((double) count * stepDown() / stepRight()))));
	}

	private int stepRight() {
		return Math.max(width, NARROWEST) + GAP;
	}

	private int stepDown() {
		return height + lines * LINE + GAP;
	}

	/**
	 * Adds a sheet, which becomes a slice.
	 *
	 * @param label of the slice; null for none
	 * @param tiles all of 32 bits or all of RGB
	 * @param captions one for each, of as many lines as there is room for
	 */
	void add(final String label, final List<ImageProcessor> tiles, final List<String> captions) {
		labels.add(label);
		final int rows = (count + columns - 1) / columns;
		final int sheetWidth = GAP + columns * stepRight();
		final int sheetHeight = GAP + rows * stepDown();
		final ImageProcessor sheet;
		if (tiles.get(0) instanceof FloatProcessor) sheet = new FloatProcessor(sheetWidth, sheetHeight);
		else {
			sheet = new ColorProcessor(sheetWidth, sheetHeight);
			sheet.setColor(Color.WHITE);
			sheet.fill();
		}
		sheets.add(sheet);
		for (int i = 0; i < count; i++) {
			final int x = GAP + i % columns * stepRight();
			final int y = GAP + i / columns * stepDown();
			sheet.insert(tiles.get(i), x, y);
			frame(x, y);
			caption(captions.get(i), x, y + height + 2);
		}
	}

	private void frame(final int x, final int y) {
		final Roi frame = new Roi(x - 1, y - 1, width + 1, height + 1);
		frame.setStrokeColor(new Color(0x999999));
		add(frame);
	}

	/** A Java without any font, as on a bare server, still gets its pictures. */
	private void caption(final String text, final int x, final int y) {
		try {
			final TextRoi caption = new TextRoi(x, y, text, new Font(Font.SANS_SERIF, Font.PLAIN, FONT));
			caption.setStrokeColor(ink);
			add(caption);
		}
		catch (final RuntimeException | LinkageError e) {
			// The stack's labels say the same.
		}
	}

	private void add(final Roi roi) {
		roi.setPosition(sheets.size());
		overlay.add(roi);
	}

	/** All sheets as slices. */
	ImagePlus image(final String title) {
		final ImageStack stack = new ImageStack(sheets.get(0).getWidth(), sheets.get(0).getHeight());
		for (int i = 0; i < sheets.size(); i++)
			stack.addSlice(labels.get(i), sheets.get(i));
		final ImagePlus image = new ImagePlus(title, stack);
		image.setOverlay(overlay);
		return image;
	}

	/**
	 * Each position as a square of {@code factor} by {@code factor} equal ones.
	 *
	 * @param map {@code [1, h, w, c]}
	 */
	static Tensor enlarge(final int factor, final Tensor map) {
		final int height = map.shape().dimension(1);
		final int width = map.shape().dimension(2);
		final int channels = map.shape().dimension(3);
		final Tensor enlarged =
			Tensor.zeros(map.shape().with(1, height * factor).with(2, width * factor));
		for (int y = 0; y < height * factor; y++)
			for (int x = 0; x < width * factor; x++)
				System.arraycopy(map.data(), (y / factor * width + x / factor) * channels, enlarged.data(),
					(y * width * factor + x) * channels, channels);
		return enlarged;
	}

	/** The factor that makes a side about as long as wanted; at least 1. */
	static int factor(final int side, final int wanted) {
		return Math.max(1, Math.round((float) wanted / side));
	}
}
