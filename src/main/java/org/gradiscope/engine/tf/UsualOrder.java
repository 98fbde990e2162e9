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

import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.model.Preprocessing;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Activations with depth, height, width and channels in this order, where a network has them in another.
 */
final class UsualOrder {

	private final int[] order;
	private final Set<String> channelsFirst;

	/** @param channelsFirst the operations that give their channels before the positions */
	UsualOrder(final Preprocessing preprocessing, final Set<String> channelsFirst) {
		order = Preprocessing.spatialOrder(preprocessing.axes());
		this.channelsFirst = channelsFirst;
	}

	/**
	 * Activations, or gradients with respect to them; what has no positions stays as it is.
	 *
	 * @param operation that gives the activations
	 */
	Operand<TFloat32> of(final Ops tf, final String operation, final Operand<TFloat32> activations) {
		return transposed(tf, activations, places(order, channelsFirst.contains(operation)));
	}

	/**
	 * From the usual order to that of the network.
	 *
	 * @param operation that would give the activations
	 */
	Operand<TFloat32> own(final Ops tf, final String operation, final Operand<TFloat32> usual) {
		return transposed(tf, usual, inverse(places(order, channelsFirst.contains(operation))));
	}

	private static Operand<TFloat32> transposed(final Ops tf, final Operand<TFloat32> activations,
		final int[] places) {
		final boolean isUsual = IntStream.range(0, places.length).allMatch(i -> places[i] == i);
		if (isUsual || activations.shape().numDimensions() != places.length) return activations;
		return tf.linalg.transpose(activations, tf.constant(places));
	}

	/** Where each axis of the usual order is in a network's own. */
	private static int[] places(final int[] order, final boolean channelsFirst) {
		final int first = channelsFirst ? 2 : 1;
		return IntStream.range(0, order.length + 2)
			.map(i -> i == 0 ? 0 : i <= order.length ? first + order[i - 1] : channelsFirst ? 1 : i)
			.toArray();
	}

	/** From the usual order to a network's own: for 2, 0, 1 it is 1, 2, 0. */
	static int[] inverse(final int[] order) {
		final int[] own = new int[order.length];
		for (int i = 0; i < order.length; i++)
			own[order[i]] = i;
		return own;
	}
}
