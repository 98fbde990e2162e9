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

import java.util.List;

import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The way from the caller's pixels to the network's input, as operations of the graph, so that
 * gradients go all the way back.
 */
final class Preprocessor {

	/** All names that are not the network's own begin with it. */
	static final String SCOPE = "gradiscope";

	/** The placeholder of the caller's pixels, {@code [n, h, w, c]}. */
	static final String PIXELS = SCOPE + "/pixels";
	/** The placeholder of the darkest value of the caller's range. */
	static final String MINIMUM = SCOPE + "/minimum";
	/** The placeholder of the extent of the caller's range. */
	static final String EXTENT = SCOPE + "/extent";
	/** The caller's pixels, their range mapped to 0..1. */
	static final String UNIT = SCOPE + "/unit";
	/** What the network's first layer gets. */
	static final String PREPARED = SCOPE + "/prepared";

	/** The weights of red, green and blue in grey (ITU-R BT.601), as TensorFlow's own. */
	private static final float[] LUMA = { 0.2989f, 0.5870f, 0.1140f };

	private final Ops tf;

	Preprocessor(final Ops tf) {
		this.tf = tf.withSubScope(SCOPE);
	}

	/**
	 * Adds the operations.
	 *
	 * @param channels how many the caller's images have: 1 or 3
	 */
	void add(final Preprocessing preprocessing, final int channels) {
		final Operand<TFloat32> pixels = tf.withName("pixels").placeholder(TFloat32.class, Placeholder
			.shape(org.tensorflow.ndarray.Shape.of(-1, -1, -1, channels)));
		final Operand<TFloat32> unit =
			tf.withName("unit").math.div(tf.math.sub(pixels, scalar("minimum")),
				scalar("extent"));
		final Operand<TFloat32> sized = resized(unit, preprocessing.size());
		final Operand<TFloat32> mixed = mixed(sized, channels, preprocessing.channels());
		tf.withName("prepared").identity(normalized(mixed, preprocessing));
	}

	private Operand<TFloat32> scalar(final String name) {
		return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(
			org.tensorflow.ndarray.Shape.scalar()));
	}

	/** Bilinear, with antialiasing where it shrinks: what a careful analyst's resize does. */
	private Operand<TFloat32> resized(final Operand<TFloat32> image, final InputSize size) {
		if (!size.fixed()) return image;
		final Operand<TInt32> target = tf.constant(new int[] { size.height(), size.width() });
		final Operand<TInt32> source = tf.slice(tf.shape(image), tf.constant(new int[] { 1 }), tf
			.constant(new int[] { 2 }));
		final Operand<TFloat32> scale = tf.math.div(tf.dtypes.cast(target, TFloat32.class), tf.dtypes
			.cast(source, TFloat32.class));
		return tf.image.scaleAndTranslate(image, target, scale, tf.constant(new float[] { 0, 0 }),
			ScaleAndTranslate.kernelType("triangle"), ScaleAndTranslate.antialias(true));
	}

	/** From the caller's channels to the network's, as one convolution of 1x1. */
	private Operand<TFloat32> mixed(final Operand<TFloat32> image, final int channels,
		final Channels wanted) {
		final float[][] matrix = mixing(channels, wanted);
		if (matrix == null) return image;
		return tf.nn.conv2d(image, tf.constant(new float[][][][] { { matrix } }), List.of(1L, 1L, 1L,
			1L), "SAME");
	}

	/** One row per channel of the caller, one column per channel of the network. */
	private static float[][] mixing(final int channels, final Channels wanted) {
		if (channels == 1) return wanted == Channels.GREY ? null : new float[][] { { 1, 1, 1 } };
		switch (wanted) {
			case GREY:
				return new float[][] { { LUMA[0] }, { LUMA[1] }, { LUMA[2] } };
			case BGR:
				return new float[][] { { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 } };
			default:
				return null;
		}
	}

	/** {@code ((v extent + min) - mean) / deviation}, as one factor and one shift per channel. */
	private Operand<TFloat32> normalized(final Operand<TFloat32> unit, final Preprocessing p) {
		final int n = p.channels().count();
		final float[] factor = new float[n];
		final float[] shift = new float[n];
		for (int c = 0; c < n; c++) {
			factor[c] = p.range().extent() / p.deviation().get(c);
			shift[c] = (p.range().min() - p.mean().get(c)) / p.deviation().get(c);
		}
		return tf.math.add(tf.math.mul(unit, tf.constant(factor)), tf.constant(shift));
	}
}
