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

import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.PreprocessingStep.ScaleRange;
import org.gradiscope.model.Standardization;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** From 0..1 to the numbers that a network was trained on, as operations of the graph. */
final class Normalizer {

	private final Ops tf;

	Normalizer(final Ops tf) {
		this.tf = tf;
	}

	/** {@code (standardised(v extent + min) - mean) / deviation}, channel by channel. */
	Operand<TFloat32> normalized(final Operand<TFloat32> unit, final Preprocessing p) {
		if (p.standardization().kind() == Standardization.Kind.NONE)
			return affine(unit, p, p.range().extent(), p.range().min());
		final Operand<TFloat32> ranged =
			tf.math.add(tf.math.mul(unit, tf.constant(p.range().extent())), tf.constant(p.range().min()));
		return affine(standardized(ranged, p.standardization()), p, 1, 0);
	}

	/** {@code ((v extent + min) - mean) / deviation}, as one factor and one shift per channel. */
	private Operand<TFloat32> affine(final Operand<TFloat32> of, final Preprocessing p,
		final float extent, final float min) {
		final int n = p.channels().count();
		final float[] factor = new float[n];
		final float[] shift = new float[n];
		for (int c = 0; c < n; c++) {
			factor[c] = extent / p.deviation().get(c);
			shift[c] = (min - p.mean().get(c)) / p.deviation().get(c);
		}
		return tf.math.add(tf.math.mul(of, tf.constant(factor)), tf.constant(shift));
	}

	private Operand<TFloat32> standardized(final Operand<TFloat32> of, final Standardization s) {
		return s.kind() == Standardization.Kind.PERCENTILES
			? new StepCompiler(tf).scaled(of,
				new ScaleRange(s.low(), s.high(), s.epsilon(), ImageStatistics.allOf(of)))
			: new ImageStatistics(tf, of, ImageStatistics.allOf(of)).standardized(s.epsilon());
	}
}
