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
import ij.gui.Plot;
import ij.process.ImageProcessor;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Time series as curves, one picture a slice: each row of the image against its columns. Up to six
 * features share the axis of values, each in its colour; more stand above each other, the first on top,
 * each in a lane as high as the display range.
 */
public final class SeriesPlots {

	private static final String TIME = "Time (points)";
	private static final int HEIGHT_OF_A_LANE = 40;
	private static final int HIGHEST = 4000;

	private SeriesPlots() {}

	/** The curves of each slice, with the slice's label; the values are within the display range or not. */
	public static ImagePlus of(final ImagePlus series, final String title) {
		final Plots plots = new Plots();
		for (int slice = 1; slice <= series.getStackSize(); slice++) {
			final ImageProcessor rows = series.getStack().getProcessor(slice);
			plots.add(series.getStack().getSliceLabel(slice),
				rows.getHeight() <= Plots.COLOURS ? together(rows, series) : lanes(rows, series));
		}
		return plots.image(title);
	}

	private static Plot together(final ImageProcessor rows, final ImagePlus series) {
		final Plot plot = Plots.plot(TIME, "Value");
		for (int row = 0; row < rows.getHeight(); row++)
			Plots.addLine(plot, Plots.colour(row), 2, times(rows), values(rows, row, 0));
		// What a dream leaves the range by is shown too, and there is room for the legend.
		final double low = Math.min(series.getDisplayRangeMin(), rows.getStatistics().min);
		final double high = Math.max(series.getDisplayRangeMax(), rows.getStatistics().max);
		plot.setLimits(0, Math.max(1, rows.getWidth() - 1), low - 0.05 * (high - low),
			high + 0.35 * (high - low));
		Plots.addLegend(plot, IntStream.range(0, rows.getHeight()).mapToObj(row -> "feature " + row)
			.collect(Collectors.joining("\n")), Plot.TOP_RIGHT);
		return plot;
	}

	private static Plot lanes(final ImageProcessor rows, final ImagePlus series) {
		final int count = rows.getHeight();
		final double lane = series.getDisplayRangeMax() - series.getDisplayRangeMin();
		final double middle = (series.getDisplayRangeMax() + series.getDisplayRangeMin()) / 2;
		final Plot plot = Plots.plot(TIME, "Feature", Math.min(HIGHEST, HEIGHT_OF_A_LANE * count));
		for (int row = 0; row < count; row++) {
			// The axis of features goes down, as the rows of the image do.
			final double[] values = values(rows, row, middle);
			for (int x = 0; x < values.length; x++)
				values[x] = row - values[x] / lane;
			Plots.addLine(plot, Plots.colour(row), 2, times(rows), values);
		}
		plot.setLimits(0, Math.max(1, rows.getWidth() - 1), count - 0.5, -0.5);
		return plot;
	}

	private static double[] times(final ImageProcessor rows) {
		return IntStream.range(0, rows.getWidth()).asDoubleStream().toArray();
	}

	private static double[] values(final ImageProcessor rows, final int row, final double less) {
		return IntStream.range(0, rows.getWidth()).mapToDouble(x -> rows.getf(x, row) - less).toArray();
	}
}
