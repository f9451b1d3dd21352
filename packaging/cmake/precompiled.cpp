// Stands for the headers that are read once (see Tidemark.cmake).
int main() {
    return 0;
}
