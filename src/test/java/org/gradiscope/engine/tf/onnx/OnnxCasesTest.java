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

package org.gradiscope.engine.tf.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;

import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** Conformance cases of ONNX, some for each operator: cases.txt, which scripts/reference/onnx_cases.py makes. */
class OnnxCasesTest {

	@TempDir
	Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	/** A case as it is written, under its name. */
	record Written(String name, List<String> lines) {

		@Override
		public String toString() {
			return name;
		}
	}

	static List<Written> cases() throws IOException {
		final List<Written> cases = new ArrayList<>();
		try (InputStream text = OnnxCasesTest.class.getResourceAsStream("cases.txt")) {
			for (final String line : new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
				if (line.startsWith("case ")) cases.add(new Written(line.substring(5), new ArrayList<>()));
				else if (!line.startsWith("#")) cases.get(cases.size() - 1).lines().add(line);
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void networkGivesWhatOnnxSays(final Written written) throws IOException {
		final OnnxCase.Result result = read(written).run();
		assertEquals(OnnxCase.Outcome.PASSED, result.outcome(), result.why());
	}

	@Test
	void everyPromisedOperatorIsThere() throws IOException {
		final TreeSet<String> missing = new TreeSet<>(OnnxConformance.promised());
		missing.removeAll(OnnxOperators.names());
		assertTrue(missing.isEmpty(), missing.toString());
	}

	private OnnxCase read(final Written written) throws IOException {
		OnnxModel model = null;
		final List<OnnxCase.Data> sets = new ArrayList<>();
		boolean begun = false;
		for (final String line : written.lines()) {
			final String kind = line.substring(0, line.indexOf(' '));
			final String rest = line.substring(line.indexOf(' ') + 1);
			switch (kind) {
				case "model" -> model = model(rest);
				case "input" -> {
					if (!begun) sets.add(new OnnxCase.Data(new LinkedHashMap<>(), new ArrayList<>()));
					begun = true;
					inputs(sets).put(rest.substring(0, rest.indexOf(' ')),
						tensor(rest.substring(rest.indexOf(' ') + 1)));
				}
				case "output" -> {
					if (sets.isEmpty()) sets.add(new OnnxCase.Data(Map.of(), new ArrayList<>()));
					begun = false;
					sets.get(sets.size() - 1).outputs().add(tensor(rest));
				}
				default -> throw new IOException(line);
			}
		}
		return new OnnxCase(written.name(), model, sets);
	}

	private static Map<String, TensorProto> inputs(final List<OnnxCase.Data> sets) {
		return sets.get(sets.size() - 1).inputs();
	}

	private OnnxModel model(final String text) throws IOException {
		final Path file = Files.createTempFile(folder, "case", ".onnx");
		Files.write(file, parsed(text, ModelProto.newBuilder()).build().toByteArray());
		return new OnnxModel(file);
	}

	private static TensorProto tensor(final String text) throws IOException {
		return parsed(text, TensorProto.newBuilder()).build();
	}

	private static <B extends Message.Builder> B parsed(final String text, final B into)
		throws IOException {
		TextFormat.getParser().merge(text, into);
		return into;
	}
}
