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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Whether a graph can be run on images of one size, found out before it runs on one: some of
 * TensorFlow's bring the whole process down when a picture has shrunk to nothing.
 *
 * @param unsupportedReason what stands against it, for people; nothing where all is well
 * @param memory that a run on one image takes
 */
public record InputSizeCheck(Optional<String> unsupportedReason, MemoryEstimate memory) {

	/** Numbers in one tensor; 8 GB. */
	private static final long LARGEST = 1L << 31;

	private static final Pattern REFUSAL = Pattern.compile("(.+?) for '\\{\\{node ([^}]+)}}");

	/**
	 * What stands against it, and what a run takes. Native code runs on the graph, and
	 * of its operations those of which shapes depend; see {@link InferredShapes}.
	 *
	 * @param graph what is to be run, and nothing else
	 * @param input the operation that takes the images
	 * @param shape of the images, in the order of the input's axes
	 */
	public static InputSizeCheck of(final GraphDef graph, final String input,
		final List<Long> shape) {
		final List<NodeDef> nodes = graph.getNodeList().stream()
			.map(node -> node.getName().equals(input) ? DynamicShapeGraph.placeholder(node, shape) : node)
			.toList();
		try {
			final Set<String> pictures = dependents(graph, input);
			final InferredShapes shapes = InferredShapes.of(nodes);
			return new InputSizeCheck(shapes.first().entrySet().stream()
				.filter(entry -> pictures.contains(entry.getKey()) && !isSound(entry.getValue()))
				.map(entry -> "'" + entry.getKey() + "' would give " + entry.getValue()).sorted()
				.findFirst(), shapes.memory());
		}
		catch (final EngineException e) {
			return new InputSizeCheck(Optional.of(reason(e.getCause() == null ? e : e.getCause())),
				MemoryEstimate.NONE);
		}
	}

	/** Nothing can be run, for a reason that is known. */
	public static InputSizeCheck unsupported(final String reason) {
		return new InputSizeCheck(Optional.of(reason.replaceFirst("\\.$", "")), MemoryEstimate.NONE);
	}

	/** TensorFlow says what is wrong first, then at which operation, then all about it. */
	private static String reason(final Throwable refusal) {
		final String text = String.valueOf(refusal.getMessage());
		final Matcher said = REFUSAL.matcher(text);
		return said.lookingAt() ? "'" + said.group(2) + "' cannot be computed (" + said.group(1) + ")"
			: text.lines().findFirst().orElse("").replaceFirst("\\.$", "");
	}

	private static Set<String> dependents(final GraphDef graph, final String input) {
		final GraphTopology topology = GraphTopology.of(graph);
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		return IntStream.range(0, depends.length).filter(i -> depends[i])
			.mapToObj(i -> topology.node(i).getName()).collect(Collectors.toSet());
	}

	/** Lists of axes and the like may well be empty; pictures may not. */
	private static boolean isSound(final List<Long> shape) {
		if (shape.size() < 2) return true;
		double size = 1;
		for (final long axis : shape)
			if (axis == 0) return false;
			else size *= Math.max(1, axis);
		return size <= LARGEST;
	}
}
