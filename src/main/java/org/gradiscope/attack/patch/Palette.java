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

package org.gradiscope.attack.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Pixels;

/**
 * The colours that a printer has. How far a patch is from them is its non-printability score (Sharif et
 * al. 2016), here as the mean over its n pixels of the distance from the nearest colour,
 *
 * <pre>
 * 1 / n sum_i min_k |p_i - c_k|,
 * </pre>
 *
 * in fractions of the value range (Thys et al. 2019, section 3). Sharif's product of all distances is 0
 * for the same patches, but its gradient vanishes where there are many colours.
 */
public final class Palette implements Penalty {

	/** More colours of an image are gathered. */
	public static final int MOST = 64;

	/** The cells of a channel by which the colours of an image are gathered. */
	private static final int CELLS = 8;

	/** Each of 0..1. */
	private final double[][] colours;

	private Palette(final double[][] colours) {
		this.colours = colours;
	}

	/**
	 * From lines of numbers.
	 *
	 * @param text a colour a line, {@code r,g,b} in 0..255, separated by commas, semicolons or blanks; empty
	 *          lines and what comes after {@code #} is left out
	 * @throws IllegalArgumentException if a line is no colour, or there is none; with the line's number
	 */
	public static Palette ofText(final String text) {
		final List<double[]> colours = new ArrayList<>();
		int number = 0;
		for (final String line : text.split("\\R")) {
			number++;
			final String own = line.replaceFirst("#.*", "").trim();
			if (!own.isEmpty()) colours.add(colour(own, number));
		}
		OptionChecks.require(!colours.isEmpty(), "a palette of at least one colour", "none");
		return new Palette(colours.toArray(new double[0][]));
	}

	private static double[] colour(final String line, final int number) {
		try {
			final double[] values =
				Arrays.stream(line.split("[,;\\s]+")).mapToDouble(Double::parseDouble).toArray();
			if (values.length == 3 && Arrays.stream(values).allMatch(v -> v >= 0 && v <= 255))
				return Arrays.stream(values).map(v -> v / 255).toArray();
		}
		catch (final NumberFormatException e) {
			// Told below, as any other line that is no colour.
		}
		throw new IllegalArgumentException(
			"A palette has a colour a line, r,g,b of 0..255, but line " + number + " is '" + line + "'.");
	}

	/**
	 * The colours of an image: all where they are at most {@value #MOST}, or else the means of the
	 * {@value #MOST} fullest of 8x8x8 cells of the cube of colours.
	 *
	 * @param image {@code [1, h, w, 1]} or {@code [1, h, w, 3]}
	 */
	public static Palette of(final Pixels image) {
		final double[][] all = new double[image.positions()][];
		for (int i = 0; i < all.length; i++)
			all[i] = colour(image, i);
		final double[][] different = distinct(all);
		return new Palette(different.length <= MOST ? different : gathered(all));
	}

	private static double[] colour(final Pixels image, final int position) {
		final double[] colour = new double[3];
		for (int c = 0; c < 3; c++) {
			final float value =
				image.values().data()[position * image.channels() + Math.min(c, image.channels() - 1)];
			colour[c] = (image.range().clamp(value) - image.range().min()) / image.range().extent();
		}
		return colour;
	}

	private static double[][] distinct(final double[][] colours) {
		return Arrays.stream(colours).map(c -> Arrays.stream(c).boxed().toList()).distinct()
			.limit(MOST + 1L).map(c -> c.stream().mapToDouble(Double::doubleValue).toArray())
			.toArray(double[][]::new);
	}

	private static double[][] gathered(final double[][] colours) {
		final double[][] sums = new double[CELLS * CELLS * CELLS][4];
		for (final double[] colour : colours) {
			int cell = 0;
			for (final double value : colour)
				cell = cell * CELLS + (int) Math.min(CELLS - 1, value * CELLS);
			for (int c = 0; c < 3; c++)
				sums[cell][c] += colour[c];
			sums[cell][3]++;
		}
		return Arrays.stream(sums).filter(sum -> sum[3] > 0)
			.sorted((a, b) -> Double.compare(b[3], a[3])).limit(MOST)
			.map(sum -> new double[] { sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3] })
			.toArray(double[][]::new);
	}

	/** How many colours. */
	public int size() {
		return colours.length;
	}

	/**
	 * The non-printability score.
	 *
	 * @throws IllegalArgumentException if the patch has neither one channel nor three
	 */
	public double score(final Patch patch) {
		return of(patch, 0, new double[patch.pixels().values().size()]);
	}

	@Override
	public double of(final Patch patch, final double weight, final double[] gradient) {
		final int channels = patch.channels();
		OptionChecks.require(channels == 1 || channels == 3,
			"for a palette a patch of grey levels or RGB", channels + " channels");
		final int pixels = patch.height() * patch.width();
		double sum = 0;
		int inside = 0;
		for (int i = 0; i < pixels; i++)
			if (patch.isInside(i)) inside++;
		for (int i = 0; i < pixels; i++) {
			if (!patch.isInside(i)) continue;
			final double[] from = nearest(patch, i);
			final double distance = length(from);
			sum += distance;
			for (int c = 0; distance > 0 && c < channels; c++)
				gradient[i * channels + c] += weight / inside * from[c] / distance;
		}
		return sum / inside;
	}

	/** The way from the nearest colour to a pixel, in each of its channels. */
	private double[] nearest(final Patch patch, final int pixel) {
		double[] best = null;
		for (final double[] colour : colours) {
			final double[] from = new double[patch.channels()];
			for (int c = 0; c < from.length; c++)
				from[c] = value(patch, pixel, c) -
					(from.length == 3 ? colour[c] : (colour[0] + colour[1] + colour[2]) / 3);
			if (best == null || length(from) < length(best)) best = from;
		}
		return best;
	}

	private static double value(final Patch patch, final int pixel, final int c) {
		return (patch.pixels().values().data()[pixel * patch.channels() + c] - patch.range().min()) /
			patch.range().extent();
	}

	private static double length(final double[] vector) {
		double squares = 0;
		for (final double value : vector)
			squares += value * value;
		return Math.sqrt(squares);
	}

	/** For recipes. */
	@Override
	public String toString() {
		return colours.length + (colours.length == 1 ? " colour" : " colours");
	}
}
