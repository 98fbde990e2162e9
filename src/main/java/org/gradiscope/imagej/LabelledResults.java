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

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Several results on one image: as a labelled stack, and side by side as a labelled montage. */
public final class LabelledResults {

	private static final int HEIGHT = 224;
	private static final int GAP = 8;
	private static final int TEXT = 18;

	private final boolean deep;
	private final List<String> labels = new ArrayList<>();
	private final List<ImagePlus> parts = new ArrayList<>();

	/** Of pictures. */
	public LabelledResults() {
		deep = false;
	}

	/** @param input what the results are of; those of volumes stay stacks, one after the other in time */
	public LabelledResults(final ShownImage input) {
		deep = input.isOfVolumes();
	}

	/** Adds a result; all have the same size. */
	public void add(final String label, final ImagePlus part) {
		labels.add(label);
		parts.add(part);
	}

	/** The only result, or all slices of all results, labelled by result. */
	public ImagePlus stack(final String title) {
		final ImagePlus first = parts.get(0);
		if (parts.size() == 1) {
			first.setTitle(title);
			return first;
		}
		final ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
		final Overlay overlay = new Overlay();
		for (int i = 0; i < parts.size(); i++)
			append(i, stack, overlay);
		final ImagePlus all = together(title, stack);
		all.setCalibration(first.getCalibration().copy());
		if (overlay.size() > 0) all.setOverlay(overlay);
		return all;
	}

	/** Where the slices of a result go in several directions, the results go on in time. */
	private ImagePlus together(final String title, final ImageStack stack) {
		final ImagePlus first = parts.get(0);
		final ImagePlus all = new ImagePlus(title, stack);
		if (isRow(first)) {
			all.setDisplayRange(first.getDisplayRangeMin(), first.getDisplayRangeMax());
			return all;
		}
		all.setDimensions(first.getNChannels(), first.getNSlices(), first.getNFrames() * parts.size());
		all.setOpenAsHyperStack(true);
		if (first.isComposite()) return ResultImage.composite(all, (CompositeImage) first);
		all.setDisplayRange(first.getDisplayRangeMin(), first.getDisplayRangeMax());
		return all;
	}

	private void append(final int i, final ImageStack stack, final Overlay overlay) {
		final ImagePlus part = parts.get(i);
		final int before = stack.size();
		for (int slice = 1; slice <= part.getStackSize(); slice++) {
			final String own = part.getStack().getSliceLabel(slice);
			stack.addSlice(own == null ? labels.get(i) : labels.get(i) + ", " + own,
				part.getStack().getProcessor(slice));
		}
		if (part.getOverlay() == null) return;
		for (final Roi roi : part.getOverlay().toArray())
			if (isRow(part)) addInRow(roi, before, part.getStackSize(), overlay);
			else addInTime(roi, position(roi, part), i * part.getNFrames(), part.getNFrames(), overlay);
	}

	private boolean isRow(final ImagePlus part) {
		return ResultImage.isRow(part) && !deep;
	}

	/** What lies on all slices of a part lies on each of them. */
	private static void addInRow(final Roi roi, final int before, final int count,
		final Overlay overlay) {
		final int at = Math.max(roi.getPosition(), Math.max(roi.getZPosition(), roi.getTPosition()));
		for (int slice = 1; slice <= count; slice++) {
			if (at > 0 && at != slice) continue;
			final Roi copy = (Roi) roi.clone();
			copy.setPosition(before + slice);
			overlay.add(copy);
		}
	}

	/** Channel, slice and frame; 0 for any. */
	private static int[] position(final Roi roi, final ImagePlus part) {
		return roi.getPosition() > 0 ? part.convertIndexToPosition(roi.getPosition())
			: new int[] { roi.getCPosition(), roi.getZPosition(), roi.getTPosition() };
	}

	private static void addInTime(final Roi roi, final int[] position, final int before,
		final int count, final Overlay overlay) {
		final int at = position[2];
		for (int frame = 1; frame <= count; frame++) {
			if (at > 0 && at != frame) continue;
			final Roi copy = (Roi) roi.clone();
			copy.setPosition(position[0], position[1], before + frame);
			overlay.add(copy);
		}
	}

	/** Whether there are several. */
	public boolean areSeveral() {
		return parts.size() > 1;
	}

	/** What each shows, about as many across as down. */
	public ImagePlus montage(final String title) {
		final int columns = (int) Math.ceil(Math.sqrt(parts.size()));
		final int rows = (parts.size() + columns - 1) / columns;
		final int width = Math.max(1, parts.get(0).getWidth() * HEIGHT / parts.get(0).getHeight());
		final ColorProcessor sheet =
			new ColorProcessor(GAP + columns * (width + GAP), GAP + rows * (HEIGHT + TEXT + GAP));
		sheet.setColor(Color.WHITE);
		sheet.fill();
		for (int i = 0; i < parts.size(); i++) {
			final int x = GAP + i % columns * (width + GAP);
			final int y = GAP + i / columns * (HEIGHT + TEXT + GAP);
			sheet.insert(picture(parts.get(i), width), x, y);
			caption(sheet, labels.get(i), x, y + HEIGHT + TEXT, width);
		}
		return new ImagePlus(title, sheet);
	}

	private static ImageProcessor picture(final ImagePlus part, final int width) {
		final ImageProcessor shown = part.flatten().getProcessor();
		shown.setInterpolationMethod(ImageProcessor.BILINEAR);
		return shown.resize(width, HEIGHT, true);
	}

	/** A Java without any font, as on a bare server, still gets its pictures. */
	private static void caption(final ColorProcessor sheet, final String text, final int x,
		final int y, final int width) {
		try {
			sheet.setColor(Color.DARK_GRAY);
			sheet.setAntialiasedText(true);
			sheet.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
			sheet.drawString(Captions.fitted(text, width, sheet::getStringWidth), x, y);
		}
		catch (final RuntimeException | LinkageError e) {
			// The stack's labels say the same.
		}
	}

	/** Lines of text under pictures that must not run into their neighbours. */
	public static final class Captions {

		private static final String ELLIPSIS = "\u2026";

		private Captions() {}

		/**
		 * The text, or where it is too wide its beginning and its end around an ellipsis: of the names of
		 * layers and channels both ends matter.
		 *
		 * @param width the most that it may have, in the unit of {@code measured}
		 * @param measured how wide a text is
		 */
		public static String fitted(final String text, final int width,
			final ToIntFunction<String> measured) {
			if (measured.applyAsInt(text) <= width) return text;
			for (int kept = text.length() - 1; kept > 0; kept--) {
				final int end = kept / 2;
				final String shorter =
					text.substring(0, kept - end) + ELLIPSIS + text.substring(text.length() - end);
				if (measured.applyAsInt(shorter) <= width) return shorter;
			}
			return ELLIPSIS;
		}
	}
}
