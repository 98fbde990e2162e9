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
import java.util.function.ToDoubleFunction;

import org.gradiscope.parameterization.Basis.FourierBasis;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.tensor.ValueRange;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The way from parameters to pictures, as operations of the graph. TensorFlow's C++ code has no
 * gradient of Fourier transforms, so the way back from the planes to the frequencies is laid here.
 */
final class ParameterizationCompiler {

	/** The placeholder of the parameters. */
	static final String PARAMETERS = Preprocessor.SCOPE + "/parameters";
	/** The pictures alone, {@code [n, h, w, c]} in 0..255. */
	static final String PICTURES = Preprocessor.SCOPE + "/pictures";
	/** The planes of the pictures, {@code [n, c, h, w]}, to where TensorFlow finds the gradient. */
	static final String PLANES = Preprocessor.SCOPE + "/planes";

	private final Ops tf;
	private final Parameterization how;
	private final int count;

	/**
	 * @param tf in the scope of the preprocessor
	 * @param count the number of pictures
	 */
	ParameterizationCompiler(final Ops tf, final Parameterization how, final int count) {
		this.tf = tf;
		this.how = how;
		this.count = count;
	}

	/** Adds the pictures, {@code [n, h, w, c]} in 0..1, and {@link #PICTURES}. */
	Operand<TFloat32> pictures() {
		final Operand<TFloat32> parameters = tf.withName("parameters").placeholder(TFloat32.class,
			Placeholder.shape(Tensors.nativeShape(how.shape(count))));
		final Operand<TFloat32> planes =
			tf.withName("planes").identity(how.basis() instanceof FourierBasis
				? synthesized(parameters, (FourierBasis) how.basis()) : parameters);
		final Operand<TFloat32> channels =
			tf.linalg.transpose(mixed(planes, how.colours()), tf.constant(new int[] { 0, 2, 3, 1 }));
		final Operand<TFloat32> pictures = within(tf.math.sigmoid(moved(limited(channels))));
		tf.withName("pictures").math.mul(pictures, tf.constant(ValueRange.EIGHT_BIT.max()));
		return pictures;
	}

	private Operand<TFloat32> moved(final Operand<TFloat32> pictures) {
		if (how.origin().isEmpty()) return pictures;
		try (TFloat32 origin = Tensors.toNative(how.logits().orElseThrow())) {
			return tf.math.add(pictures, tf.constantOf(origin));
		}
	}

	/**
	 * Each row in its limits. A step moves in the graph and stands still for the gradient, as if there were
	 * none (Bengio et al. 2013, "Estimating or Propagating Gradients Through Stochastic Neurons", the
	 * straight-through estimator).
	 */
	private Operand<TFloat32> within(final Operand<TFloat32> pictures) {
		if (how.rows().isNone()) return pictures;
		final Operand<TFloat32> low = column(RowLimits.Row::low);
		final Operand<TFloat32> inside =
			tf.math.add(tf.math.mul(pictures, column(RowLimits.Row::extent)), low);
		final Operand<TFloat32> step = column(row -> row.step() == 0 ? 1 : row.step());
		final Operand<TFloat32> stepped = tf.math
			.add(tf.math.mul(tf.math.round(tf.math.div(tf.math.sub(inside, low), step)), step), low);
		final Operand<TFloat32> moved =
			tf.math.mul(tf.math.sub(stepped, inside), column(row -> row.step() == 0 ? 0 : 1));
		final Operand<TFloat32> free = column(row -> row.isKept() ? 0 : 1);
		return tf.math.add(tf.math.mul(tf.math.add(inside, tf.stopGradient(moved)), free), kept());
	}

	/** A number for each row. */
	private Operand<TFloat32> column(final ToDoubleFunction<RowLimits.Row> number) {
		final float[] column = new float[how.height()];
		for (int y = 0; y < column.length; y++)
			column[y] = (float) number.applyAsDouble(how.rows().rows().get(y));
		return tf.reshape(tf.constant(column), tf.constant(new int[] { 1, column.length, 1, 1 }));
	}

	/** What is kept; 0 elsewhere. */
	private Operand<TFloat32> kept() {
		final float[] kept = new float[how.height() * how.width()];
		for (int y = 0; y < how.height(); y++) {
			final List<Float> row = how.rows().rows().get(y).kept();
			for (int x = 0; x < row.size(); x++)
				kept[y * how.width() + x] = row.get(x);
		}
		return tf.reshape(tf.constant(kept),
			tf.constant(new int[] { 1, how.height(), how.width(), 1 }));
	}

	/** From frequencies {@code [n, c, 2, h, w / 2 + 1]} to planes. */
	private Operand<TFloat32> synthesized(final Operand<TFloat32> parameters,
		final FourierBasis basis) {
		final Operand<TFloat32> scaled =
			tf.math.mul(parameters, plane(basis.scale(how.height(), how.width())));
		// TensorFlow Java knows no complex type, but its graphs do.
		final Output<?> spectrum = tf.scope().opBuilder("Complex", "Complex")
			.addInput(part(scaled, 0).asOutput()).addInput(part(scaled, 1).asOutput())
			.setAttr("Tout", DataType.DT_COMPLEX64).build().output(0);
		return tf.signal.irfft2d(spectrum, size());
	}

	private Operand<TFloat32> part(final Operand<TFloat32> of, final int index) {
		return tf.stridedSlice(of, Indices.all(), Indices.all(), Indices.at(index));
	}

	private Operand<TInt32> size() {
		return tf.constant(new int[] { how.height(), how.width() });
	}

	private Operand<TFloat32> plane(final float[] values) {
		return tf.reshape(tf.constant(values), tf.constant(new int[] { how.height(), -1 }));
	}

	private Operand<TFloat32> mixed(final Operand<TFloat32> planes, final ColourBasis colours) {
		if (colours.isIdentity()) return planes;
		final int n = colours.channels();
		final Operand<TFloat32> matrix =
			tf.reshape(tf.constant(colours.matrix()), tf.constant(new int[] { n, n }));
		return tf.linalg.einsum(List.of(matrix, planes), "ij,njhw->nihw");
	}

	/** Each picture {@code [h, w, c]} shrunk to the largest contrast, if it has more. */
	private Operand<TFloat32> limited(final Operand<TFloat32> pictures) {
		if (how.contrast().isNone()) return pictures;
		final double largest = how.contrast().largest();
		// Exactly 1 under the limit, so that such pictures are to the bit what they are without.
		final Operand<TFloat32> excess = tf.math.maximum(tf.constant(1f),
			tf.math.div(squared(pictures), tf.constant((float) (largest * largest))));
		return tf.math.div(pictures, tf.math.sqrt(excess));
	}

	/**
	 * The squared contrast of each picture, {@code x . M x / values} with
	 * {@code M = 1 - smoothness^2 Laplacian}. M is symmetric, so the gradient is {@code 2 M x}: one
	 * Laplacian does for the value and the way back.
	 */
	private Operand<TFloat32> squared(final Operand<TFloat32> pictures) {
		final float values = how.height() * how.width() * how.colours().channels();
		final Operand<TFloat32> weighed =
			tf.stopGradient(tf.math.div(weighed(pictures), tf.constant(values)));
		// As a product of matrices, which needs no second copy of the pictures.
		final Operand<TFloat32> product = tf.reshape(
			tf.train.batchMatMul(row(pictures), row(weighed), TFloat32.class, BatchMatMul.adjY(true)),
			tf.constant(new int[] { -1, 1, 1, 1 }));
		return tf.math.sub(tf.math.add(product, product), tf.stopGradient(product));
	}

	/** {@code M x}: each value, and how it differs from its neighbours. */
	private Operand<TFloat32> weighed(final Operand<TFloat32> pictures) {
		final double square = how.contrast().smoothness() * how.contrast().smoothness();
		if (square == 0) return pictures;
		final int channels = how.colours().channels();
		final float[] kernel = new float[9 * channels];
		for (int c = 0; c < channels; c++) {
			for (final int neighbour : new int[] { 1, 3, 5, 7 })
				kernel[neighbour * channels + c] = (float) -square;
			kernel[4 * channels + c] = (float) (1 + 4 * square);
		}
		// Repeated edges: a pixel does not differ from the neighbours that it has not.
		final Operand<TFloat32> padded = tf.mirrorPad(pictures,
			tf.constant(new int[][] { { 0, 0 }, { 1, 1 }, { 1, 1 }, { 0, 0 } }), "SYMMETRIC");
		return tf.nn.depthwiseConv2dNative(padded,
			tf.reshape(tf.constant(kernel), tf.constant(new int[] { 3, 3, channels, 1 })),
			List.of(1L, 1L, 1L, 1L), "VALID");
	}

	private Operand<TFloat32> row(final Operand<TFloat32> pictures) {
		return tf.reshape(pictures, tf.constant(new int[] { count, 1, -1 }));
	}

	/**
	 * Adds the gradient with respect to the parameters, from the one with respect to the planes. The
	 * transform is linear; its transpose is the forward transform over the number of pixels, twice for
	 * each frequency that stands for its mirror image too.
	 */
	Operand<TFloat32> gradient(final Operand<TFloat32> planes) {
		if (!(how.basis() instanceof FourierBasis)) return planes;
		final Output<?> spectrum = transformed(planes);
		final Operand<TFloat32> parts =
			tf.stack(List.of(part("Real", spectrum), part("Imag", spectrum)), Stack.axis(2L));
		return tf.math.mul(parts,
			plane(adjointScale(((FourierBasis) how.basis()).scale(how.height(), how.width()))));
	}

	private Output<?> transformed(final Operand<TFloat32> planes) {
		return tf.scope().opBuilder("RFFT2D", "RFFT2D").addInput(planes.asOutput())
			.addInput(size().asOutput()).build().output(0);
	}

	private Operand<TFloat32> part(final String operation, final Output<?> spectrum) {
		return tf.scope().opBuilder(operation, operation).addInput(spectrum).build()
			.<TFloat32>output(0);
	}

	private float[] adjointScale(final float[] scale) {
		final int columns = how.width() / 2 + 1;
		final float[] adjoint = scale.clone();
		for (int i = 0; i < adjoint.length; i++) {
			final int x = i % columns;
			final boolean alone = x == 0 || 2 * x == how.width();
			adjoint[i] *= (alone ? 1f : 2f) / (how.height() * how.width());
		}
		return adjoint;
	}
}
