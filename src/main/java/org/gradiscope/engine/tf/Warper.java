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

package org.gradiscope.engine.tf;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.gradiscope.transform.Warp;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.CropAndResize;
import org.tensorflow.types.TFloat32;

/**
 * Warps images in the graph, in two passes: every line is a crop of its own, as wide as the canvas. The
 * crops are given at each run, so one graph serves all warps to one canvas.
 */
final class Warper {

	/** The placeholder of where the images' rows are cut, {@code [n h, 4]}. */
	static final String ROWS = Preprocessor.SCOPE + "/warp_rows";
	/** The placeholder of where the canvas' columns are cut, {@code [n w', 4]}. */
	static final String COLUMNS = Preprocessor.SCOPE + "/warp_columns";

	/** Over the rounding of float, and far under a pixel. */
	private static final double INSIDE = 1 - 1e-6;

	/** Of the value range. */
	private static final float MID_GREY = 0.5f;

	private final Ops tf;
	private final int count;
	private final int channels;

	/**
	 * @param tf in the scope of the preprocessor
	 * @param count the number of images
	 */
	Warper(final Ops tf, final int count, final int channels) {
		this.tf = tf;
		this.count = count;
		this.channels = channels;
	}

	/** @param images {@code [n, h, w, c]} in 0..1 */
	Operand<TFloat32> warped(final Operand<TFloat32> images, final Warp warp) {
		final Operand<TFloat32> rows =
			resampled(images, "warp_rows", warp.width(), warp.canvasWidth(), warp.height());
		final Operand<TFloat32> columns = resampled(turned(rows), "warp_columns", warp.height(),
			warp.canvasHeight(), warp.canvasWidth());
		return turned(columns);
	}

	/** Rows and columns swapped. */
	private Operand<TFloat32> turned(final Operand<TFloat32> images) {
		return tf.linalg.transpose(images, tf.constant(new int[] { 0, 2, 1, 3 }));
	}

	/** Each of the lines, which are the rows of images, for itself. */
	private Operand<TFloat32> resampled(final Operand<TFloat32> images, final String boxes,
		final int from, final int to, final int lines) {
		final Operand<TFloat32> cuts = tf.withName(boxes).placeholder(TFloat32.class,
			Placeholder.shape(Shape.of((long) count * lines, 4)));
		final Operand<TFloat32> single =
			tf.reshape(images, tf.constant(new int[] { count * lines, 1, from, channels }));
		final Operand<TFloat32> resampled =
			tf.image.cropAndResize(single, cuts, tf.constant(IntStream.range(0, count * lines).toArray()),
				tf.constant(new int[] { 1, to }), CropAndResize.extrapolationValue(MID_GREY));
		return tf.reshape(resampled, tf.constant(new int[] { count, lines, to, channels }));
	}

	/** What is fed for a batch of images. */
	static void feed(final Feeds feeds, final Warp warp, final int count) {
		feeds.add(ROWS, cuts(warp::row, warp.height(), warp.width(), count));
		feeds.add(COLUMNS, cuts(warp::column, warp.canvasWidth(), warp.height(), count));
	}

	/** Top, left, bottom and right as fractions of a line that is one pixel high. */
	private static TFloat32 cuts(final IntFunction<double[]> ends, final int lines, final int length,
		final int count) {
		final float[] cuts = new float[count * lines * 4];
		final double last = Math.max(1, length - 1);
		for (int line = 0; line < lines; line++) {
			final double[] end = ends.apply(line);
			for (int n = 0; n < count; n++) {
				cuts[(n * lines + line) * 4 + 1] = inside(end[0] / last);
				cuts[(n * lines + line) * 4 + 3] = inside(end[1] / last);
			}
		}
		return Tensors.toNative(
			org.gradiscope.tensor.Tensor.of(org.gradiscope.tensor.Shape.of(count * lines, 4), cuts));
	}

	/** A little nearer to the middle, as a pixel that rounding leads past the end would be grey. */
	private static float inside(final double fraction) {
		return (float) (0.5 + (fraction - 0.5) * INSIDE);
	}
}
