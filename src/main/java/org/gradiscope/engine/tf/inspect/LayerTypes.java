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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.ShapeRule;

/** What a layer does, in TensorFlow's words, for example {@code Conv2D + Relu6}. */
final class LayerTypes {

	private final GraphTopology topology;
	private final boolean[] path;
	private final ActivationFunctions activations;

	/** @param path by number: the operations that depend on the image's pixels */
	LayerTypes(final GraphTopology topology, final boolean[] path) {
		this.topology = topology;
		this.path = path;
		activations = new ActivationFunctions(topology, path);
	}

	/** Whether nothing but passing on is done. */
	boolean isPassing(final int number) {
		return topology.op(number).shape() == ShapeRule.SAME;
	}

	/** @param members the numbers of the layer's operations */
	String of(final List<Integer> members) {
		final Set<String> kinds = new LinkedHashSet<>();
		members.forEach(member -> activations.kind(member).ifPresent(kinds::add));
		final Set<String> words = new LinkedHashSet<>(main(members));
		if (words.isEmpty() && members.stream().anyMatch(this::isNormalization)) words.add("BatchNorm");
		if (words.isEmpty() && kinds.isEmpty()) words.add(other(members));
		if (words.isEmpty() && members.stream().anyMatch(this::isSum)) words.add(Op.AddV2.name());
		words.addAll(kinds);
		return String.join(" + ", words);
	}

	/** A batch norm is named only where it is all that there is. */
	private List<String> main(final List<Integer> members) {
		final List<Op> main =
			members.stream().map(topology::op).filter(op -> op.is(OpTrait.LAYER)).distinct().toList();
		final boolean norms = main.stream().allMatch(LayerTypes::isFusedNormalization);
		return main.stream().filter(op -> norms || !isFusedNormalization(op)).map(Op::name).toList();
	}

	private static boolean isFusedNormalization(final Op op) {
		return op.shape() == ShapeRule.BATCH_NORM;
	}

	private String operation(final int number) {
		return topology.node(number).getOp();
	}

	private boolean isNormalization(final int number) {
		return topology.node(number).getName().contains("/batchnorm/");
	}

	/** A block's own sum of branches. */
	private boolean isSum(final int number) {
		return switch (topology.op(number)) {
			case Add, AddV2, AddN ->
				IntStream.of(topology.inputs(number)).filter(term -> path[term]).count() > 1;
			default -> false;
		};
	}

	private String other(final List<Integer> members) {
		final List<String> all =
			members.stream().filter(member -> !isPassing(member)).map(this::operation).toList();
		return all.stream().filter(word -> !Op.of(word).is(OpTrait.MINOR)).findFirst()
			.orElseGet(() -> all.get(all.size() - 1));
	}
}
