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

package org.gradiscope.safety;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

import ai.onnx.proto.OnnxMl.ModelProto;

/** A model of which something was changed at random. */
final class Mutant {

	private static final String[] DESCRIPTORS =
		{ "gradiscope.yaml", "serving.properties", "rdf.yaml" };

	private static final String INDEX = "variables/variables.index";

	private final SplittableRandom random;
	private final Path forbidden;
	private final Map<String, byte[]> files = new TreeMap<>();

	/**
	 * @param base a sound model's folder
	 * @param forbidden a file that no model may touch
	 */
	Mutant(final Path base, final SplittableRandom random, final Path forbidden) throws IOException {
		this.random = random;
		this.forbidden = forbidden;
		try (Stream<Path> all = Files.walk(base)) {
			for (final Path file : all.filter(Files::isRegularFile).toList())
				files.put(base.relativize(file).toString(), Files.readAllBytes(file));
		}
	}

	/** Changes it, and writes it into a folder as a folder or an archive. */
	Path write(final Path folder) throws IOException {
		final List<String> names = List.copyOf(files.keySet());
		final String chosen = names.get(random.nextInt(names.size()));
		final String graph = names.stream().filter(name -> name.matches(".*\\.(pb|onnx|keras|h5)"))
			.findFirst().orElseThrow();
		switch (random.nextInt(11)) {
			case 0:
			case 1:
				files.put(chosen, flipped(files.get(chosen)));
				break;
			case 2:
				files.put(chosen, cut(files.get(chosen)));
				break;
			case 4:
				files.put(DESCRIPTORS[random.nextInt(DESCRIPTORS.length)], text());
				break;
			case 5:
			case 6:
				final byte[] index = files.get(INDEX);
				if (index == null) files.put(graph, mutated(graph));
				else files.put(INDEX, new IndexMutator(random).mutate(index));
				break;
			case 3:
				return new ForgedArchive(files, random, forbidden).write(folder);
			default:
				files.put(graph, mutated(graph));
		}
		for (final Map.Entry<String, byte[]> file : files.entrySet()) {
			final Path path = folder.resolve("model").resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
		return folder.resolve("model");
	}

	private byte[] mutated(final String name) throws IOException {
		if (name.endsWith(".onnx")) return new OnnxMutator(random, forbidden.toString())
			.mutate(ModelProto.parseFrom(files.get(name))).toByteArray();
		if (name.matches(".*\\.(keras|h5)"))
			return new KerasMutator(random, forbidden.toString()).mutate(files.get(name));
		final GraphMutator mutator = new GraphMutator(random, forbidden.toString());
		if (!name.endsWith("saved_model.pb"))
			return mutator.mutate(GraphDef.parseFrom(files.get(name))).toByteArray();
		final SavedModel.Builder model = SavedModel.parseFrom(files.get(name)).toBuilder();
		final MetaGraphDef.Builder meta = model.getMetaGraphsBuilder(0);
		final int functions = meta.getGraphDef().getLibrary().getFunctionCount();
		if (functions > 0 && random.nextBoolean()) {
			final var function =
				meta.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilder(random.nextInt(functions));
			final GraphDef body =
				mutator.mutate(GraphDef.newBuilder().addAllNode(function.getNodeDefList()).build());
			function.clearNodeDef().addAllNodeDef(body.getNodeList());
		}
		else meta.setGraphDef(mutator.mutate(meta.getGraphDef()));
		return model.build().toByteArray();
	}

	/** Descriptions that name other files, or that are deep, long or large when read. */
	private byte[] text() {
		final int length = 1 << random.nextInt(17);
		final String[] texts =
			{ "graph: " + forbidden + "\n", "labels: ../" + forbidden.getFileName() + "\n",
				"graph: frozen_graph.pb\nlabels: " + "[".repeat(length) + "\n",
				"a: &a [x, x, x]\n" + "b: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nlabels: [*c, *c, *c]\n",
				"input: {size: [" + Integer.MAX_VALUE + ", 2]}\n", "name: " + "x".repeat(length) + "\n",
				"!!java.net.URL [" + "'file:" + forbidden + "']\n", "option.model_file=" + forbidden + "\n",
				"option." + "x".repeat(length) + "=\\u00", "input: {range: [.nan, .inf], size: [0, -1]}\n",
				"layers: {" + "a: b, ".repeat(length) + "}\n", rdf("['" + forbidden + "', b, y, x, c]"),
				rdf("byxc, shape: {min: [1, -8, " + Long.MAX_VALUE + ", 1], step: [0, 0, 0, 0]}"),
				rdf("byxc, preprocessing: [{name: scale_linear, kwargs: {gain: [.nan, 0], offset: x}}]"),
				rdf("b".repeat(length)) };
		return texts[random.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
	}

	/** A description of a model zoo. */
	private String rdf(final String axes) {
		final String[] weights = { "saved_model.pb", "../" + forbidden.getFileName(), "frozen_graph.pb",
			"/dev/zero", "http://localhost:1/x" };
		return "format_version: 0.3.2\nname: x\ntype: model\ninputs: [{name: x, axes: " + axes +
			"}]\noutputs: [{name: y, axes: bc}]\nweights: {tensorflow_saved_model_bundle: {source: '" +
			weights[random.nextInt(weights.length)] + "', sha256: '" + "0".repeat(random.nextInt(99)) +
			"'}}\n";
	}

	private byte[] flipped(final byte[] bytes) {
		final byte[] flipped = bytes.clone();
		for (int i = 1 + random.nextInt(12); i > 0 && flipped.length > 0; i--) {
			// Where the structure is: near the start as often as anywhere.
			final int bound = random.nextBoolean() ? Math.min(4096, flipped.length) : flipped.length;
			flipped[random.nextInt(bound)] = (byte) random.nextInt();
		}
		return flipped;
	}

	private byte[] cut(final byte[] bytes) {
		if (bytes.length == 0) return "x".getBytes(StandardCharsets.UTF_8);
		final int from = random.nextBoolean() ? 0 : random.nextInt(bytes.length);
		return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
	}
}
