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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * The operations of a graph that TensorFlow holds. Their edges are native objects, not the text that a
 * {@link GraphTopology} reads; the order is the same.
 */
public final class GraphOperations {

	private GraphOperations() {}

	public static GraphOperation source(final Output<?> output) {
		return (GraphOperation) output.op();
	}

	/** Whether a graph has more operations than that. */
	public static boolean hasMoreThan(final int most, final Graph graph) {
		final Iterator<GraphOperation> operations = graph.operations();
		for (int i = 0; i <= most; i++) {
			if (!operations.hasNext()) return false;
			operations.next();
		}
		return true;
	}

	/** An output of float32. */
	public static Operand<TFloat32> floats(final Output<?> output) {
		return output.op().<TFloat32>output(output.index());
	}

	public static List<Output<?>> inputs(final GraphOperation operation) {
		return Arrays.asList(operation.inputList(0, operation.numInputs()));
	}

	/**
	 * Each operation after those that it takes from, which are visited from the last to the first.
	 *
	 * @param inputs those of an operation that are followed
	 */
	public static List<GraphOperation> inOrder(final Collection<GraphOperation> ends,
		final Function<GraphOperation, List<Output<?>>> inputs) {
		return TopologicalOrder.of(ends, operation -> {
			final List<GraphOperation> sources =
				new ArrayList<>(inputs.apply(operation).stream().map(GraphOperations::source).toList());
			Collections.reverse(sources);
			return sources;
		}, operation -> GraphErrors.of("The graph is cyclic at the operation '" + operation.name() +
			"'; export the network for inference, without loops."));
	}
}
