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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.tensor.ValueRange;
import org.tensorflow.proto.GraphDef;

/**
 * Networks that are known by the names of their operations, and the value range that their authors
 * trained them on. A wrong range gives wrong answers that look right, so a name is better than a guess.
 */
enum KnownNetwork {

	/** TensorFlow's slim, for whatever classes: its scopes are the networks' names. */
	SLIM("-1..1, as TensorFlow's models of that name were trained on", new ValueRange(-1, 1)) {

		@Override
		Optional<String> name(final Set<String> first, final Set<String> all, final int classes) {
			return Stream
				.of("MobilenetV1", "MobilenetV2", "MobilenetV3", "InceptionV1", "InceptionV2",
					"InceptionV3", "InceptionV4", "InceptionResnetV2")
				.filter(first::contains).findFirst()
				.or(() -> first.stream().filter(scope -> scope.startsWith("resnet_v2_")).findFirst());
		}
	},
	/** TensorFlow Hub's, whose own first operations take them to -1..1. */
	HUB("0..1, as TensorFlow Hub's models take images", ValueRange.UNIT) {

		@Override
		Optional<String> name(final Set<String> first, final Set<String> all, final int classes) {
			return all.contains("hub_input") ? Optional.of("hub_input") : Optional.empty();
		}
	},
	/** Keras' own weights for ImageNet; others train the same layers on what they like. */
	KERAS("-1..1, as Keras' own weights of that name were trained on", new ValueRange(-1, 1)) {

		@Override
		Optional<String> name(final Set<String> first, final Set<String> all, final int classes) {
			if (classes != IMAGE_NET) return Optional.empty();
			return Stream
				.of(List.of("MobileNet", "conv_dw_13", "conv_pw_13"),
					List.of("MobileNetV2", "block_16_project", "Conv_1"),
					List.of("Xception", "block14_sepconv1", "block14_sepconv2"),
					List.of("InceptionResNetV2", "conv_7b", "block8_1_conv"),
					List.of("InceptionV3", "mixed9_1", "mixed10"),
					List.of("NASNet", "stem_conv1", "normal_conv_1_0"),
					List.of("ResNetV2", "conv2_block1_preact_bn", "post_bn"))
				.filter(marks -> all.containsAll(marks.subList(1, marks.size()))).map(marks -> marks.get(0))
				.findFirst();
		}
	};

	private static final int IMAGE_NET = 1000;

	private final String reason;
	private final ValueRange range;

	KnownNetwork(final String reason, final ValueRange range) {
		this.reason = reason;
		this.range = range;
	}

	/**
	 * What a network calls itself, if it is one of these.
	 *
	 * @param first the outermost scopes of its operations
	 * @param all all scopes of its operations
	 * @param classes how many scores it gives
	 */
	abstract Optional<String> name(Set<String> first, Set<String> all, int classes);

	/**
	 * A range, and why.
	 *
	 * @param reason for people
	 */
	record Evidence(ValueRange range, String reason) {}

	/** What the names of a graph tell; nothing of a network that is none of these. */
	static Optional<Evidence> of(final GraphDef graph, final int classes) {
		final Set<String> first = graph.getNodeList().stream().map(node -> node.getName().split("/")[0])
			.collect(Collectors.toSet());
		final Set<String> all = graph.getNodeList().stream()
			.flatMap(node -> Arrays.stream(node.getName().split("/"))).collect(Collectors.toSet());
		for (final KnownNetwork known : values()) {
			final Optional<String> name = known.name(first, all, classes);
			if (name.isPresent()) return Optional
				.of(new Evidence(known.range, "inferred by names: its operations are called " + name.get() +
					", so it takes " + known.reason));
		}
		return Optional.empty();
	}
}
