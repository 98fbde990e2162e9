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

package org.gradiscope.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledDrawingsTest {

	@TempDir
	private Path folder;

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void eachClassHasAFolder() throws IOException {
		LabelledDrawings.main(folder.toString(), "2", "32");
		assertEquals(Arrays.stream(Pattern.labels()).sorted().toList(), names(folder));
		assertEquals(List.of("nuclei-0001.png", "nuclei-0002.png"), names(folder.resolve("nuclei")));
		assertEquals(32, ImageIO.read(folder.resolve("nuclei/nuclei-0001.png").toFile()).getWidth());
	}

	@Test
	void otherSeedsGiveOtherImages() throws IOException {
		LabelledDrawings.write(folder.resolve("one"), 1, 32, 5);
		LabelledDrawings.write(folder.resolve("again"), 1, 32, 5);
		LabelledDrawings.write(folder.resolve("other"), 1, 32, 6);
		assertArrayEquals(bytes("one"), bytes("again"));
		assertFalse(Arrays.equals(bytes("one"), bytes("other")));
	}

	private byte[] bytes(final String name) throws IOException {
		return Files.readAllBytes(folder.resolve(name).resolve("grid/grid-0001.png"));
	}

	@Test
	void withoutAFolderNothingIsDrawn() {
		assertThrows(IllegalArgumentException.class, LabelledDrawings::main);
	}
}
