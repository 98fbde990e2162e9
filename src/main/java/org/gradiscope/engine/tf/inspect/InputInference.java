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
import java.util.function.Predicate;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Where the images go in. */
final class InputInference {

	private static final String KEY = "input.tensor";

	private InputInference() {}

	static Description complete(final FrozenModel frozen, final GraphTopology topology,
		final Description stated) {
		final Optional<String> named = stated.get(Fact.INPUT);
		if (named.isPresent()) return stated.with(Fact.INPUT,
			OperationLookup.named(frozen, topology, signature(frozen, named.get()), KEY),
			GraphEndpoints.source(stated, Fact.INPUT));
		final boolean signed = !frozen.inputs().isEmpty();
		final List<String> found = signed ? ofSignature(frozen, topology) : placeholders(topology);
		final List<String> images = found.size() < 2 ? found : found.stream()
			.filter(name -> Placeholders.isImage(topology.node(topology.number(name)))).toList();
		if (found.isEmpty()) throw new EngineException(none(topology));
		if (images.isEmpty()) throw new EngineException("The graph has " + found.size() + " inputs " +
			"that could take images, which one is not clear: " + OperationLookup.list(found) +
			"; name one in gradiscope.yaml (" + KEY + ").");
		final String what = signed ? "of the signature that take" : "(placeholders) that take";
		return stated.with(Fact.INPUT, images.get(0),
			images.size() == 1
				? "inferred: the only " + (signed ? "input of the signature" : "placeholder") +
					" that takes images"
				: "assumed: the first of " + images.size() + " inputs " + what + " images (" +
					OperationLookup.list(images) + ")");
	}

	/** What is taken instead of images, with the remedy for the first. */
	private static String none(final GraphTopology topology) {
		return "No input of the graph takes images, which have four axes (or three, without one for channels): " +
			topology.all().filter(Placeholders::isRequired).map(InputInference::instead).findFirst()
				.orElse(
					"it has none; name the operation that gives them in gradiscope.yaml (" + KEY + ").");
	}

	private static String instead(final NodeDef input) {
		final String name = "'" + input.getName() + "' takes ";
		final List<Long> axes = Placeholders.shape(input).orElse(List.of());
		if (Attributes.type(input) == DataType.DT_STRING) return name +
			"strings, so encoded files that the graph decodes, where no gradient goes; name the operation " +
			"that gives the decoded image in gradiscope.yaml (" + KEY + "), with its size and channels.";
		if (axes.size() == 2)
			return name + "a list of " + (axes.get(1) < 0 ? "any number of" : axes.get(1)) +
				" numbers; if that is an image, state its size: input: {size: [height, width]}.";
		if (axes.size() == 3) return name + "numbers of the axes " + axes +
			", so one image without an axis for the batch; export it with one, [None, height, width, channels].";
		return name + "numbers of the axes " + axes + "; name another operation in gradiscope.yaml (" +
			KEY + "), or export it with an input for images.";
	}

	/** A name of the signature comes before an operation of that name. */
	private static String signature(final FrozenModel frozen, final String name) {
		return frozen.inputs().getOrDefault(name, name);
	}

	private static List<String> ofSignature(final FrozenModel frozen, final GraphTopology topology) {
		return OutputEnds.sorted(frozen.inputs()).values().stream().map(Edge::operation).distinct()
			.filter(name -> topology.number(name) >= 0 &&
				Placeholders.takesImages(topology.node(topology.number(name))))
			.toList();
	}

	/** Those with a default only where no other is there. */
	private static List<String> placeholders(final GraphTopology topology) {
		final List<String> required = placeholders(topology, Placeholders::isRequired);
		return required.isEmpty() ? placeholders(topology, Placeholders::is) : required;
	}

	private static List<String> placeholders(final GraphTopology topology,
		final Predicate<NodeDef> wanted) {
		return topology.all().filter(wanted).filter(Placeholders::takesImages).map(NodeDef::getName)
			.toList();
	}
}
