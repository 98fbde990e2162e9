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

package org.gradiscope.engine.tf.keras;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.core.Prod;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What makes one number of many along some axes. */
enum KerasReduction {

	MEAN {

		@Override
		Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final Operand<TInt32> axes,
			final boolean keep) {
			return tf.math.mean(x, axes, Mean.keepDims(keep));
		}
	},
	SUM {

		@Override
		Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final Operand<TInt32> axes,
			final boolean keep) {
			return tf.sum(x, axes, Sum.keepDims(keep));
		}
	},
	MAX {

		@Override
		Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final Operand<TInt32> axes,
			final boolean keep) {
			return tf.max(x, axes, Max.keepDims(keep));
		}
	},
	MIN {

		@Override
		Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final Operand<TInt32> axes,
			final boolean keep) {
			return tf.min(x, axes, Min.keepDims(keep));
		}
	},
	PROD {

		@Override
		Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final Operand<TInt32> axes,
			final boolean keep) {
			return tf.prod(x, axes, Prod.keepDims(keep));
		}
	};

	abstract Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, Operand<TInt32> axes, boolean keep);

	/** @param keep whether the axes stay, with one number each */
	Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x, final List<Long> axes,
		final boolean keep) {
		return of(tf, x, KerasShapes.constant(tf, axes), keep);
	}
}
