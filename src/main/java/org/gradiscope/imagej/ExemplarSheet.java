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
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

import org.gradiscope.attribution.exemplar.ExemplarPatch;
import org.gradiscope.tensor.Tensor;

/**
 * The strongest patches of each unit in a square, each beside its projection, which is scaled for
 * itself around mid grey (the figures of Zeiler &amp; Fergus 2013). A ring marks the place in patches that
 * do not have it in the middle.
 */
public final class ExemplarSheet {

	/** The side of a tile, in pixels. */
	private static final int TILE = 88;
	private static final int GAP = 8;
	private static final int BETWEEN = 2;
	private static final int LINE = 15;
	private static final int HEAD = 24;
	private static final int RADIUS = 5;
	private static final Color MARK = new Color(0xffd000);
	/** Of the magnitudes of a projection: what is larger is shown alike. */
	private static final double PERCENTILE = 99.5;

	private final List<String> units;
	private final IntFunction<String> images;
	/** Of each unit. */
	private final int count;
	private final boolean projected;

	/**
	 * @param units what each is called
	 * @param count of the patches that each has at most
	 * @param projected whether there are projections
	 * @param images what the image of each patch is called, by the patch's number
	 */
	public ExemplarSheet(final List<String> units, final int count, final boolean projected,
		final IntFunction<String> images) {
		this.units = List.copyOf(units);
		this.count = count;
		this.projected = projected;
		this.images = images;
	}

	private int columns() {
		return (int) Math.ceil(Math.sqrt(count));
	}

	private int pairWidth() {
		return projected ? 2 * TILE + BETWEEN : TILE;
	}

	/** One sheet for each unit. */
	private List<ImageProcessor> sheets(final List<ExemplarPatch> patches) {
		final List<ImageProcessor> sheets = new ArrayList<>();
		final int rows = (count + columns() - 1) / columns();
		for (final String unit : units) {
			final ColorProcessor sheet = new ColorProcessor(GAP + columns() * (pairWidth() + GAP),
				HEAD + rows * (TILE + LINE + GAP));
			sheet.setColor(Color.WHITE);
			sheet.fill();
			text(sheet, unit, GAP, HEAD - 3, sheet.getWidth() - 2 * GAP, Font.BOLD);
			sheets.add(sheet);
		}
		for (int i = 0; i < patches.size(); i++)
			draw(sheets.get(patches.get(i).unit()), patches.get(i), images.apply(i));
		return sheets;
	}

	private void draw(final ImageProcessor sheet, final ExemplarPatch patch, final String image) {
		final int x = GAP + (patch.rank() - 1) % columns() * (pairWidth() + GAP);
		final int y = HEAD + (patch.rank() - 1) / columns() * (TILE + LINE + GAP);
		tile(sheet, ImagePixels.rgb(patch.pixels()), patch, x, y);
		if (projected) tile(sheet, projection(patch.projection()), patch, x + TILE + BETWEEN, y);
		text(sheet, String.format(Locale.ROOT, "%.3g  %s", patch.place().value(), image), x,
			y + TILE + LINE - 3, pairWidth(), Font.PLAIN);
	}

	/** As large as there is room for, in the middle; small patches keep their pixels. */
	private static void tile(final ImageProcessor sheet, final ImageProcessor picture,
		final ExemplarPatch patch, final int x, final int y) {
		final double factor = (double) TILE / Math.max(picture.getWidth(), picture.getHeight());
		final int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
		final int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
		picture.setInterpolationMethod(factor > 3 ? ImageProcessor.NONE : ImageProcessor.BILINEAR);
		final ImageProcessor tile = picture.resize(width, height, true);
		mark(tile, patch);
		sheet.insert(tile, x + (TILE - width) / 2, y + (TILE - height) / 2);
	}

	/** Values of zero everywhere are mid grey. */
	private static ImageProcessor projection(final Tensor gradient) {
		final int channels = gradient.shape().dimension(3);
		final Tensor shown = channels == 3 ? gradient : Magnitudes.sum(gradient);
		final Tensor grey =
			MidGreyImage.shifted(shown, 127 / Magnitudes.percentile(List.of(shown), PERCENTILE));
		return channels == 3 ? PixelType.RGB.processor(grey)
			: PixelType.GREY_8.processor(grey).convertToRGB();
	}

	/** Where the patch does not have its place in the middle. */
	private static void mark(final ImageProcessor tile, final ExemplarPatch patch) {
		if (!patch.bounds().moved()) return;
		final double across = (patch.x() - patch.bounds().left()) / patch.bounds().width();
		final double down = (patch.y() - patch.bounds().top()) / patch.bounds().height();
		final int x = (int) Math.round(across * tile.getWidth());
		final int y = (int) Math.round(down * tile.getHeight());
		tile.setColor(MARK);
		tile.drawOval(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
	}

	/** A Java without any font, as on a bare server, still gets its pictures. */
	private static void text(final ImageProcessor sheet, final String text, final int x, final int y,
		final int width, final int style) {
		try {
			sheet.setColor(Color.DARK_GRAY);
			sheet.setAntialiasedText(true);
			sheet.setFont(new Font(Font.SANS_SERIF, style, style == Font.BOLD ? 13 : 11));
			sheet.drawString(LabelledResults.Captions.fitted(text, width, sheet::getStringWidth), x, y);
		}
		catch (final RuntimeException | LinkageError e) {
			// The table says the same.
		}
	}

	/** A slice for each unit. */
	public ImagePlus stack(final List<ExemplarPatch> patches, final String title) {
		final List<ImageProcessor> sheets = sheets(patches);
		final ImageStack stack = new ImageStack(sheets.get(0).getWidth(), sheets.get(0).getHeight());
		for (int i = 0; i < sheets.size(); i++)
			stack.addSlice(units.get(i), sheets.get(i));
		return new ImagePlus(title, stack);
	}

	/** All units side by side, about as many across as down. */
	public ImagePlus montage(final List<ExemplarPatch> patches, final String title) {
		final List<ImageProcessor> sheets = sheets(patches);
		final int across = (int) Math.ceil(Math.sqrt(sheets.size()));
		final int down = (sheets.size() + across - 1) / across;
		final int width = sheets.get(0).getWidth();
		final int height = sheets.get(0).getHeight();
		final ColorProcessor all = new ColorProcessor(across * width, down * height);
		all.setColor(Color.WHITE);
		all.fill();
		for (int i = 0; i < sheets.size(); i++)
			all.insert(sheets.get(i), i % across * width, i / across * height);
		return new ImagePlus(title, all);
	}
}
