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
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleToIntFunction;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Magnitudes shown together with the image. */
final class HeatMap {

	/** Of what is laid over each slice. */
	static final String NAME = "saliency";
	private static final String BAR = "colour bar";
	/** The property of all that is drawn on a picture to explain it, which is no part of the picture. */
	private static final String DRAWN = "gradiscope";
	private static final String HEAT = "heat map";
	private static final String LEGEND = "legend";
	/** Heat below this part of the limit leaves the image as it is. */
	private static final float VISIBLE = 0.15f;
	/** Black is transparent; what is seen begins here in the colour table, so nothing gets darker. */
	private static final float FIRST_COLOUR = 0.3f;

	private HeatMap() {}

	/** Lies on the whole image; {@link ResultImage#place} says with which picture it is shown. */
	static ImageRoi over(final SaliencyDisplay frame, final Tensor magnitudes, final float limit) {
		final Tensor whole = frame.region().amongZeros(magnitudes);
		final LUT colours = ColourTables.magnitude();
		final int[] pixels = new int[whole.size()];
		for (int i = 0; i < pixels.length; i++) {
			final float heat = Math.min(1, whole.data()[i] / limit);
			if (heat >= VISIBLE) pixels[i] = colours.getRGB(index(heat));
		}
		final ImageRoi roi = new ImageRoi(0, 0,
			new ColorProcessor(whole.shape().dimension(2), whole.shape().dimension(1), pixels));
		roi.setZeroTransparent(true);
		roi.setOpacity(frame.opacity());
		roi.setName(NAME);
		roi.setProperty(DRAWN, HEAT);
		return roi;
	}

	/** Whether it is what {@link #over} gives. */
	static boolean is(final Roi roi) {
		return HEAT.equals(roi.getProperty(DRAWN));
	}

	/** What belongs to a heat map: it goes where that goes. */
	static void markLegend(final Roi roi) {
		roi.setProperty(DRAWN, LEGEND);
	}

	/** Whether the image is a result that has a heat map itself. */
	static boolean isOn(final ImagePlus image) {
		return image.getOverlay() != null &&
			Arrays.stream(image.getOverlay().toArray()).anyMatch(HeatMap::is);
	}

	/** What lies on a copy of an image, without the heat map of an earlier result; empty if nothing does. */
	static Overlay withoutEarlier(final ImagePlus copy) {
		final Overlay overlay = copy.getOverlay() == null ? new Overlay() : copy.getOverlay();
		for (final Roi roi : overlay.toArray())
			if (roi.getProperty(DRAWN) != null) overlay.remove(roi);
		return overlay;
	}

	private static int index(final float heat) {
		return Math.round(255 * (FIRST_COLOUR + (1 - FIRST_COLOUR) * heat));
	}

	/** What the colours mean, beside what is laid over the slices. */
	static void addBar(final Overlay overlay, final ImagePlus image, final float limit) {
		final LUT table = ColourTables.magnitude();
		addBar(overlay, image, part -> table.getRGB(index((float) (VISIBLE + (1 - VISIBLE) * part))),
			VISIBLE * limit, limit);
	}

	/** @param colours RGB, from 0 below to 1 above */
	static void addBar(final Overlay overlay, final ImagePlus image,
		final DoubleToIntFunction colours, final double below, final double above) {
		try {
			bar(image, colours, below, above).forEach(roi -> {
				markLegend(roi);
				overlay.add(roi);
			});
		}
		catch (final RuntimeException | LinkageError e) {
			// A Java without any font, as on a bare server, still gets its maps.
		}
	}

	/** At the right border. */
	private static List<Roi> bar(final ImagePlus image, final DoubleToIntFunction table,
		final double below, final double above) {
		final int size = Math.max(8, Math.min(image.getWidth(), image.getHeight()) / 24);
		final int height = Math.max(2, image.getHeight() / 2);
		final ColorProcessor colours = new ColorProcessor(size, height);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < size; x++)
				colours.set(x, y, table.applyAsInt(1 - (double) y / height));
		final int right = image.getWidth() - size / 2;
		final int top = image.getHeight() / 4;
		final ImageRoi bar = new ImageRoi(right - size, top, colours);
		bar.setName(BAR);
		return List.of(bar, number(above, right, top - 2 * size, size),
			number(below, right, top + height + size / 2, size));
	}

	private static Roi number(final double number, final int right, final int y, final int size) {
		final TextRoi text = new TextRoi(0, Math.max(0, y), String.format(Locale.ROOT, "%.2g", number),
			new Font(Font.SANS_SERIF, Font.PLAIN, size));
		text.setLocation(Math.max(0, right - text.getBounds().width), Math.max(0, y));
		text.setStrokeColor(Color.WHITE);
		text.setFillColor(MapCaption.SHADE);
		text.setName(BAR);
		return text;
	}

	/** Each pixel of a picture as near to black as it is unimportant. */
	static List<ImageProcessor> masked(final SaliencyDisplay frame, final int n,
		final Tensor magnitudes, final float limit) {
		final ShownImage input = frame.input();
		final Region all = Region.whole(input.image());
		final Pixels image = input.read(frame.slices()[n], all);
		final Tensor whole = frame.region().amongZeros(magnitudes);
		final Tensor masked = Tensor.zeros(image.shape());
		final int channels = image.channels();
		final float black = image.range().min();
		for (int i = 0; i < masked.size(); i++)
			masked.data()[i] = black +
				Math.min(1, whole.data()[i / channels] / limit) * (image.values().data()[i] - black);
		return input.with(frame.slices()[n], all, masked);
	}
}
