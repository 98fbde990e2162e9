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

package org.gradiscope.engine.tf.inspect;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * How much memory one run of a graph takes for one image, by the shapes that TensorFlow infers. What is
 * computed in the place of what it is computed from takes none of its own. Going forwards, a tensor
 * is there until the last operation has taken it; going backwards too, all of them are until the
 * gradient has come past them, with the gradients at two ends of an operation at a time.
 *
 * @param forward in bytes
 * @param backward in bytes, both ways
 * @param unrolled the same where convolutions are not run by oneDNN, but unroll one image at a time
 */
public record MemoryEstimate(double forward, double backward, double unrolled) {

	/** Nothing. */
	public static final MemoryEstimate NONE = new MemoryEstimate(0, 0, 0);

	/** Of the graph with the inferred shapes of all outputs; an unknown axis counts once. */
	static MemoryEstimate of(final GraphDef graph, final Map<String, List<List<Long>>> shapes) {
		return new Count(GraphTopology.of(graph), shapes).memory();
	}

	/** @throws EngineException if there is not even room for one run forwards */
	public void requireRoom() {
		final long free = forward < Memory.LITTLE ? Long.MAX_VALUE : Memory.available();
		if (forward > free) throw new EngineException("The network takes about " +
			Memory.text(forward) + " of memory for the smallest image, but " + Memory.text(free) +
			" are free; give a smaller network, or free some memory.");
	}

	/** The walk through the operations, each after those that it takes from. */
	private static final class Count {

		private final GraphTopology topology;
		private final double[] sizes;
		/** Whose place each is computed in. */
		private final int[] places;
		private final int[] uses;
		private final Map<String, List<List<Long>>> shapes;

		Count(final GraphTopology topology, final Map<String, List<List<Long>>> shapes) {
			this.topology = topology;
			this.shapes = shapes;
			sizes = new double[topology.size()];
			places = new int[topology.size()];
			uses = new int[topology.size()];
			for (int i = 0; i < sizes.length; i++) {
				sizes[i] = bytes(topology.node(i));
				for (final int input : topology.inputs(i))
					uses[input]++;
			}
			for (int i = 0; i < sizes.length; i++)
				places[i] = place(i);
		}

		private double bytes(final NodeDef node) {
			// The weights are there already.
			if (Constants.is(node)) return 0;
			return shapes.getOrDefault(node.getName(), List.of()).stream()
				.mapToDouble(MemoryEstimate::elements).sum() * width(node);
		}

		private int place(final int number) {
			final int[] inputs = topology.inputs(number);
			if (!topology.op(number).is(OpTrait.IN_PLACE) || inputs.length == 0) return number;
			for (final int input : inputs)
				if (uses[input] == 1 && sizes[input] == sizes[number]) return places[input];
			return number;
		}

		/** What the gradient of a convolution unrolls: for each position of its output a whole kernel. */
		private double unrolled(final int number) {
			final int[] inputs = topology.inputs(number);
			if (topology.op(number) != Op.Conv2D || inputs.length < 2) return 0;
			final List<List<Long>> kernel =
				shapes.getOrDefault(topology.node(inputs[1]).getName(), List.of());
			if (kernel.isEmpty() || kernel.get(0).size() != 4) return 0;
			final List<Long> k = kernel.get(0);
			return sizes[number] / Math.max(1, k.get(3)) * k.get(0) * k.get(1) * k.get(2);
		}

		/** Backwards, what comes later is given back already. */
		MemoryEstimate memory() {
			double kept = 0;
			double backward = 0;
			double unrolled = 0;
			for (int i = 0; i < sizes.length; i++) {
				if (places[i] == i) kept += sizes[i];
				double taken = sizes[i];
				for (final int input : topology.inputs(i))
					if (places[i] == i) taken = Math.max(taken, sizes[i] + sizes[input]);
				backward = Math.max(backward, kept + taken);
				unrolled = Math.max(unrolled, kept + taken + unrolled(i));
			}
			return new MemoryEstimate(forward(), backward, unrolled);
		}

		/** The most that is there at a time. */
		private double forward() {
			final int[] left = new int[sizes.length];
			for (int i = 0; i < sizes.length; i++)
				for (final int input : topology.inputs(i))
					left[places[input]]++;
			double now = 0;
			double most = 0;
			for (int i = 0; i < sizes.length; i++) {
				if (places[i] == i) now += sizes[i];
				most = Math.max(most, now);
				for (final int input : topology.inputs(i))
					if (--left[places[input]] == 0) now -= sizes[places[input]];
			}
			return most;
		}
	}

	private static double elements(final List<Long> shape) {
		double elements = 1;
		for (final long axis : shape)
			elements *= axis < 0 ? 1 : axis;
		return elements;
	}

	/** Bytes of a number, of the widest type that the operation names. */
	private static int width(final NodeDef node) {
		int widest = 4;
		for (final AttrValue value : node.getAttrMap().values())
			widest = Math.max(widest, switch (value.getType()) {
				case DT_DOUBLE, DT_INT64, DT_UINT64, DT_COMPLEX64 -> 8;
				case DT_COMPLEX128 -> 16;
				default -> 4;
			});
		return widest;
	}
}
