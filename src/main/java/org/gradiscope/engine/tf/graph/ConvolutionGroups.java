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

package org.gradiscope.engine.tf.graph;

import java.util.Iterator;

import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;

/** Convolutions whose channels are convolved in groups. */
public final class ConvolutionGroups {

	private ConvolutionGroups() {}

	/** How many groups of channels a {@code Conv2D} has; -1 if that isn't known. */
	public static long of(final GraphOperation convolution) {
		final boolean first = convolution.attributes().getAttrString("data_format").equals("NCHW");
		if (convolution.input(0).shape().numDimensions() != 4 ||
			convolution.input(1).shape().numDimensions() != 4) return -1;
		final long channels = convolution.input(0).shape().get(first ? 1 : 3);
		final long taken = convolution.input(1).shape().get(2);
		return channels < 0 || taken < 1 ? -1 : channels / taken;
	}

	/** Whether a graph has such a convolution, or may have one. */
	public static boolean in(final Graph graph) {
		final Iterator<GraphOperation> operations = graph.operations();
		while (operations.hasNext()) {
			final GraphOperation operation = operations.next();
			if (Op.of(operation) == Op.Conv2D && of(operation) != 1) return true;
		}
		return false;
	}
}
