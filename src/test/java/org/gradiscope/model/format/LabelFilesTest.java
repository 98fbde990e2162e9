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

package org.gradiscope.model.format;

import static org.gradiscope.model.format.Told.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFilesTest {

	@Test
	void aLineOfBlanksTakesNoTimeOfItsSquare() {
		final String odd = " ".repeat(100_000) + "a\u2028b";
		assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
			assertEquals(List.of("a b"), LabelFiles.parse("0" + odd, "labels.txt").names());
			assertEquals(List.of("a b"), LabelFiles.parse("n01440764" + odd, "labels.txt").names());
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
		labels.txt  | cat/dog/                                         | cat;dog
		labels.txt  | cat/ dog //   //                                 | cat;dog
		labels.txt  | cat//dog                                         | cat;class 1;dog
		labels.txt  | 0:background/1:tench, Tinca tinca/               | background;tench, Tinca tinca
		labels.txt  | 1: dog/0: cat                                    | cat;dog
		labels.txt  | 0 Class A/1 Class B                              | Class A;Class B
		labels.txt  | 2 legs/4 legs/6 legs                             | 2 legs;4 legs;6 legs
		labels.txt  | 0/1/2                                            | 0;1;2
		synset.txt  | n01440764 tench, Tinca tinca/n01443537 goldfish  | tench, Tinca tinca;goldfish
		synset.txt  | 0: n01440764 tench/1: n01443537 goldfish         | tench;goldfish
		synset.txt  | n01440764/n01443537                              | n01440764;n01443537
		labels.txt  | crane/cat/Crane                                  | crane (0);cat;Crane (2)
		a.json      | ["cat", "dog"]                                   | cat;dog
		a.json      | {"0": ["n01440764", "tench"], "1": ["n01", "x"]} | tench;x
		a.json      | {"1": "dog", "0": "cat"}                         | cat;dog
		a.json      | {"cat": 1, "dog": 0}                             | dog;cat
		a.json      | {"0": 0, "1": 1}                                 | 0;1
		a.csv       | label/cat/dog                                    | cat;dog
		a.csv       | id,Label/x,cat/y,"dog, ""big\"""                  | cat;dog, "big"
		a.csv       | index;label/1;dog/0;cat                          | cat;dog
		a.csv|label,index/,1/cat,0|cat;class 1""")

	void labelsAreReadByIndex(final String name, final String content, final String labels) {
		assertEquals(List.of(labels.split(";")),
			LabelFiles.parse(content.replace("/", "\n"), name).names());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			a.txt  | /                    | There is no label in it; write one in each line, or take the file away.
			a.txt  | 1:cat/2:dog          | Its 2 labels need the indexes 0 to 1, each once, but have no 0.
			a.txt  | 0:cat/0:dog/1:cow    | Its 3 labels need the indexes 0 to 2, each once, but have no 2.
			a.json | {"0": "cat", "b": 1} | The index of a label is a whole number from 0, but 'b' was found.
			a.json | 7                    | A mapping was expected at the top, but '7' was found.
			a.csv  | name/cat             | A table of labels needs a column 'label', but has [name].
			a.csv  | index,label/x,cat    | The column 'index' needs whole numbers from 0, but has 'x'.
			a.csv  | index,label/0        | Row 1 has 1 cells, but the head has 2.
			""")
	void aBadFileIsRefused(final String name, final String content, final String message) {
		assertRefused(name + ": " + message, () -> LabelFiles.parse(content.replace("/", "\n"), name));
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "UTF-8", "UTF-8 with mark", "UTF-16", "UTF-16LE with mark", "windows-1252" })
	void encodingsAreToldApart(final String encoding, @TempDir final Path folder) throws IOException {
		final String text = (encoding.endsWith("mark") ? "\uFEFF" : "") + "Kälte\nGröße\n";
		final Path file = folder.resolve("labels.txt");
		Files.write(file, text.getBytes(Charset.forName(encoding.replace(" with mark", ""))));
		assertEquals(List.of("Kälte", "Größe"), LabelFiles.read(file).names());
	}

	@Test
	void hugeFileIsNotRead(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("labels.txt");
		Files.write(file, "x".repeat((4 << 20) + 1).getBytes(StandardCharsets.UTF_8));
		assertRefused(
			"The file " + file +
				" has 4194305 bytes, but at most 4194304 are read of a file that describes a model.",
			() -> LabelFiles.read(file));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		mobilenet-v1-0.25-224  | 1001 | background  | toilet tissue, toilet paper, bathroom tissue
		mobilenet-v2-1.0-224   | 1001 | background  | toilet tissue, toilet paper, bathroom tissue
		gestures-mobilenet-tf2 | 5    | no gesture  | fist
		mnist-conv-tf1         | 10   | 0           | 9
		cifar10-resnet8        | 10   | airplane    | truck
		""")
	void labelsOfRealNetworksAreRead(final String model, final int count, final String first,
		final String last) {
		final List<String> names = LabelFiles.read(SharedFiles.model(model + "/labels.txt")).names();
		assertEquals(count, names.size());
		assertEquals(first, names.get(0));
		assertEquals(last, names.get(count - 1));
		assertEquals(count, names.stream().distinct().count());
	}
}
