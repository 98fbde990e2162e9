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

package org.gradiscope.parameterization;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What each row of a picture may be, where rows are the features of a time series: so that what is drawn
 * could have been measured. {@link #toString()} is the recipe.
 *
 * @param rows one for each row, from the first; none: every row may be anything
 */
public record RowLimits(List<Row> rows) {

	/** Every row may be anything. */
	public static final RowLimits NONE = new RowLimits(List.of());

	/**
	 * One row.
	 *
	 * @param low the least value
	 * @param high the largest
	 * @param step values are {@code low} and whole multiples of this more; 0: all between
	 * @param kept the values that the row has and keeps, one for each point in time; empty: it may change
	 */
	public record Row(double low, double high, double step, List<Float> kept) {

		/** @throws IllegalArgumentException if nothing lies in it */
		public Row {
			kept = List.copyOf(kept);
			if (!(low < high) || !Double.isFinite(high - low)) throw new IllegalArgumentException(
				"A range of a feature is low..high, but " + low + ".." + high + " was given.");
			if (step != 0 && !(step > 0 && step <= high - low)) throw new IllegalArgumentException(
				"Two whole numbers at least are needed between " + low + " and " + high + ".");
		}

		/** Any value of a range. */
		public static Row of(final ValueRange range) {
			return new Row(range.min(), range.max(), 0, List.of());
		}

		/** The same row, of which only whole numbers are taken. */
		public Row whole() {
			return new Row(Math.ceil(low), Math.floor(high), 1, kept);
		}

		/** The same row, which has these values and keeps them. */
		public Row keeping(final List<Float> values) {
			return new Row(low, high, step, values);
		}

		public boolean isKept() {
			return !kept.isEmpty();
		}

		public double extent() {
			return high - low;
		}

		/** The nearest value that is allowed. */
		float nearest(final float value) {
			final double inside = Math.max(low, Math.min(high, value));
			if (step == 0) return (float) inside;
			final double most = Math.floor(extent() / step + 1e-9);
			return (float) (low + step * Math.min(most, Math.rint((inside - low) / step)));
		}

		private Row mapped(final ValueRange from, final ValueRange to) {
			return new Row(mapped(low, from, to), mapped(high, from, to),
				step / from.extent() * to.extent(),
				kept.stream().map(value -> (float) mapped(value, from, to)).toList());
		}

		private static double mapped(final double value, final ValueRange from, final ValueRange to) {
			return to.min() + (value - from.min()) / from.extent() * to.extent();
		}

		@Override
		public String toString() {
			return isKept() ? "kept" : low + ".." + high + (step == 0 ? "" : " in steps of " + step);
		}
	}

	public RowLimits {
		rows = List.copyOf(rows);
	}

	public boolean isNone() {
		return rows.isEmpty();
	}

	/** The same where the values of one range stand for those of another. */
	public RowLimits mapped(final ValueRange from, final ValueRange to) {
		return new RowLimits(rows.stream().map(row -> row.mapped(from, to)).toList());
	}

	/** Each value moved to the nearest that is allowed, in place; what is kept is left as it is. */
	public Tensor settle(final Tensor images) {
		for (int i = 0; i < images.size() && !isNone(); i++) {
			final Row row = row(images.shape(), i);
			if (!row.isKept()) images.data()[i] = row.nearest(images.data()[i]);
		}
		return images;
	}

	/** The limits of the row that a number of images belongs to. */
	public Row row(final Shape images, final int index) {
		final int rowSize = images.dimension(2) * images.dimension(3);
		return rows.get(index / rowSize % images.dimension(1));
	}

	/** A list of the rows' numbers. */
	@Override
	public String toString() {
		final List<String> texts = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++)
			texts.add(i + ": " + rows.get(i));
		return texts.stream().collect(Collectors.joining("; ", "[", "]"));
	}
}
