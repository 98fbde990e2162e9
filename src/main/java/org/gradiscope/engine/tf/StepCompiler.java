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
import java.util.Map;

import org.gradiscope.model.PreprocessingStep;
import org.gradiscope.model.PreprocessingStep.Binarize;
import org.gradiscope.model.PreprocessingStep.Clip;
import org.gradiscope.model.PreprocessingStep.ClipPercentiles;
import org.gradiscope.model.PreprocessingStep.EnsureType;
import org.gradiscope.model.PreprocessingStep.FixedZeroMeanUnitVariance;
import org.gradiscope.model.PreprocessingStep.ScaleLinear;
import org.gradiscope.model.PreprocessingStep.ScaleRange;
import org.gradiscope.model.PreprocessingStep.Sigmoid;
import org.gradiscope.model.PreprocessingStep.ZeroMeanUnitVariance;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** Steps of a preprocessing as operations of the graph. */
final class StepCompiler {

	private static final Map<String, double[]> ENDS =
		Map.of("int8", new double[] { -128, 127 }, "uint8", new double[] { 0, 255 }, "int16",
			new double[] { -32768, 32767 }, "uint16", new double[] { 0, 65535 }, "int32",
			new double[] { -0x1p31, 0x1p31 - 1 }, "uint32", new double[] { 0, 0x1p32 - 1 }, "int64",
			new double[] { -0x1p63, 0x1p63 }, "uint64", new double[] { 0, 0x1p64 });

	private final Ops tf;

	StepCompiler(final Ops tf) {
		this.tf = tf;
	}

	/** @param images {@code [n, h, w, c]}, with the network's channels */
	Operand<TFloat32> applied(final Operand<TFloat32> images, final List<PreprocessingStep> steps) {
		Operand<TFloat32> applied = images;
		for (final PreprocessingStep step : steps)
			applied = applied(applied, step);
		return applied;
	}

	private Operand<TFloat32> applied(final Operand<TFloat32> of, final PreprocessingStep step) {
		if (step instanceof final ScaleLinear linear)
			return tf.math.add(tf.math.mul(of, constant(linear.gain())), constant(linear.offset()));
		if (step instanceof final FixedZeroMeanUnitVariance fixed)
			return tf.math.div(tf.math.sub(of, constant(fixed.mean())),
				constant(fixed.deviation().stream().map(value -> value + fixed.epsilon()).toList()));
		if (step instanceof final ZeroMeanUnitVariance own)
			return new ImageStatistics(tf, of, own.over()).standardized(own.epsilon());
		if (step instanceof final ScaleRange range) return scaled(of, range);
		if (step instanceof final Clip clip)
			return clipped(of, constant(clip.least()), constant(clip.most()));
		if (step instanceof final ClipPercentiles clip) {
			final List<Operand<TFloat32>> ends =
				new ImageStatistics(tf, of, clip.over()).percentiles(false, clip.low(), clip.high());
			return clipped(of, ends.get(0), ends.get(1));
		}
		if (step instanceof final Binarize binarize)
			return tf.dtypes.cast(tf.math.greater(of, constant(binarize.threshold())), TFloat32.class);
		if (step instanceof Sigmoid) return tf.math.sigmoid(of);
		return step instanceof final EnsureType type ? rounded(of, type.type()) : tf.nn.softmax(of);
	}

	/** Also for a network whose description says it in other words. */
	Operand<TFloat32> scaled(final Operand<TFloat32> of, final ScaleRange range) {
		final List<Operand<TFloat32>> ends =
			new ImageStatistics(tf, of, range.over()).percentiles(true, range.low(), range.high());
		// It is never under 0; and where it is 0, TensorFlow would lose the epsilon in reordering the sum.
		final Operand<TFloat32> extent =
			tf.math.maximum(tf.math.sub(ends.get(1), ends.get(0)), constant(0));
		return tf.math.div(tf.math.sub(of, ends.get(0)),
			tf.math.add(extent, constant(range.epsilon())));
	}

	private Operand<TFloat32> clipped(final Operand<TFloat32> of, final Operand<TFloat32> least,
		final Operand<TFloat32> most) {
		return tf.math.minimum(tf.math.maximum(of, least), most);
	}

	/** Forwards as the type has it, backwards as if nothing had been done. */
	private Operand<TFloat32> rounded(final Operand<TFloat32> of, final String type) {
		if (type.equals("float32") || type.equals("float64")) return of;
		return tf.math.add(of, tf.stopGradient(tf.math.sub(stored(of, type), of)));
	}

	private Operand<TFloat32> stored(final Operand<TFloat32> of, final String type) {
		if (type.equals("float16"))
			return tf.dtypes.cast(tf.dtypes.cast(of, TFloat16.class), TFloat32.class);
		if (type.equals("bool"))
			return tf.dtypes.cast(tf.math.notEqual(of, tf.constant(0f)), TFloat32.class);
		final double[] ends = ENDS.get(type);
		final Operand<TFloat32> whole = tf.math.mul(tf.math.sign(of), tf.math.floor(tf.math.abs(of)));
		return clipped(whole, constant(ends[0]), constant(ends[1]));
	}

	private Operand<TFloat32> constant(final double value) {
		return tf.constant((float) value);
	}

	/** One for all channels, or one each. */
	private Operand<TFloat32> constant(final List<Double> values) {
		final float[] floats = new float[values.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = values.get(i).floatValue();
		return tf.constant(floats);
	}
}
