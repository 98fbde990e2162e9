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

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a recurrent layer does at one time point; the gates are those of its class. */
interface RecurrentCell {

	/** What all time points together become first: their products with the kernel. */
	Operand<TFloat32> projected(Operand<TFloat32> series);

	/** What goes in at the first time point, where nothing is given. */
	List<Operand<TFloat32>> initial(Operand<TFloat32> projected);

	/**
	 * The states after a time point, of which the first is the result.
	 *
	 * @param input at this time point, projected
	 */
	List<Operand<TFloat32>> step(Operand<TFloat32> input, List<Operand<TFloat32>> states);

	/** As many zeros for each image as there are units. */
	static Operand<TFloat32> zeros(final Ops tf, final Operand<TFloat32> of,
		final List<Long> extents) {
		final List<Operand<TInt32>> all = new ArrayList<>();
		all.add(KerasShapes.running(tf, of, 0));
		extents.forEach(extent -> all.add(tf.constant(Math.toIntExact(extent))));
		return tf.fill(tf.stack(all), tf.constant(0f));
	}
}
